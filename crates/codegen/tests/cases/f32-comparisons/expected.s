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
	.section	.text.m_eq,"ax",%progbits
	.globl	m_eq
	.p2align	1
	.type	m_eq,%function
	.code	16
	.thumb_func
m_eq:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 56 0 prologue_end
	vcmp.f32	s0, s1
	movs	r0, #0
	vmrs	APSR_nzcv, fpscr
	it	eq
	moveq	r0, #1
.Ltmp0:
	.loc	1 51 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_eq, .Lfunc_end0-m_eq
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_ne,"ax",%progbits
	.globl	m_ne
	.p2align	1
	.type	m_ne,%function
	.code	16
	.thumb_func
m_ne:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 64 0 prologue_end
	vcmp.f32	s0, s1
	movs	r0, #0
	vmrs	APSR_nzcv, fpscr
	it	ne
	movne	r0, #1
.Ltmp2:
	.loc	1 59 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_ne, .Lfunc_end1-m_ne
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_lt,"ax",%progbits
	.globl	m_lt
	.p2align	1
	.type	m_lt,%function
	.code	16
	.thumb_func
m_lt:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 72 0 prologue_end
	vcmp.f32	s0, s1
	movs	r0, #0
	vmrs	APSR_nzcv, fpscr
	it	mi
	movmi	r0, #1
.Ltmp4:
	.loc	1 67 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_lt, .Lfunc_end2-m_lt
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_ge,"ax",%progbits
	.globl	m_ge
	.p2align	1
	.type	m_ge,%function
	.code	16
	.thumb_func
m_ge:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 80 0 prologue_end
	vcmp.f32	s0, s1
	movs	r0, #0
	vmrs	APSR_nzcv, fpscr
	it	ge
	movge	r0, #1
.Ltmp6:
	.loc	1 75 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_ge, .Lfunc_end3-m_ge
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

