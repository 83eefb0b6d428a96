	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m4
	.eabi_attribute	6, 13
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 2
	.fpu	fpv4-sp-d16
	.eabi_attribute	27, 1
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
	.loc	1 60 0 prologue_end
	vadd.f32	s0, s0, s1
.Ltmp0:
	.loc	1 55 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_add, .Lfunc_end0-m_add
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_sub,"ax",%progbits
	.globl	m_sub
	.p2align	1
	.type	m_sub,%function
	.code	16
	.thumb_func
m_sub:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 68 0 prologue_end
	vsub.f32	s0, s0, s1
.Ltmp2:
	.loc	1 63 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_sub, .Lfunc_end1-m_sub
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
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 76 0 prologue_end
	vmul.f32	s0, s0, s1
.Ltmp4:
	.loc	1 71 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_mul, .Lfunc_end2-m_mul
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
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 84 0 prologue_end
	vdiv.f32	s0, s0, s1
.Ltmp6:
	.loc	1 79 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_div, .Lfunc_end3-m_div
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
.Ltmp8:
.Lfunc_end4:
	.size	__dissolve_m_instantiate, .Lfunc_end4-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

