	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m7
	.eabi_attribute	6, 13
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 2
	.fpu	fpv5-d16
	.eabi_attribute	36, 1
	.eabi_attribute	34, 1
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	28, 1
	.eabi_attribute	38, 1
	.eabi_attribute	14, 0
	.file	"m"
	.section	.text.m_add,"ax",%progbits
	.globl	m_add
	.p2align	1
	.type	m_add,%function
	.code	16
	.thumb_func
m_add:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 67 0 prologue_end
	vadd.f64	d0, d0, d1
.Ltmp0:
	.loc	1 62 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_add, .Lfunc_end0-m_add
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_mul,"ax",%progbits
	.globl	m_mul
	.p2align	1
	.type	m_mul,%function
	.code	16
	.thumb_func
m_mul:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 75 0 prologue_end
	vmul.f64	d0, d0, d1
.Ltmp2:
	.loc	1 70 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_mul, .Lfunc_end1-m_mul
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_div,"ax",%progbits
	.globl	m_div
	.p2align	1
	.type	m_div,%function
	.code	16
	.thumb_func
m_div:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 83 0 prologue_end
	vdiv.f64	d0, d0, d1
.Ltmp4:
	.loc	1 78 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_div, .Lfunc_end2-m_div
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_quiet,"ax",%progbits
	.globl	m_quiet
	.p2align	1
	.type	m_quiet,%function
	.code	16
	.thumb_func
m_quiet:
.Lfunc_begin3:
	.loc	1 86 0
	.fnstart
	.cfi_startproc
	movs	r0, #0
	movs	r1, #0
	movt	r0, #16368
.Ltmp6:
	.loc	1 98 0 prologue_end
	@APP
	@NO_APP
	vmov	d1, r1, r0
	vmul.f64	d0, d0, d1
.Ltmp7:
	.loc	1 86 0
	bx	lr
.Ltmp8:
.Lfunc_end3:
	.size	m_quiet, .Lfunc_end3-m_quiet
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_instantiate,"ax",%progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin4:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp9:
.Lfunc_end4:
	.size	__dissolve_m_instantiate, .Lfunc_end4-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

