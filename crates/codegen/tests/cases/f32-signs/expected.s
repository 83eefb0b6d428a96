	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m3
	.eabi_attribute	6, 10
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 2
	.eabi_attribute	34, 1
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	38, 1
	.eabi_attribute	14, 0
	.file	"m"
	.section	.text.m_f32_abs,"ax",%progbits
	.globl	m_f32_abs
	.p2align	1
	.type	m_f32_abs,%function
	.code	16
	.thumb_func
m_f32_abs:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 66 0 prologue_end
	bic	r0, r0, #-2147483648
	bx	lr
.Ltmp0:
.Lfunc_end0:
	.size	m_f32_abs, .Lfunc_end0-m_f32_abs
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f32_neg,"ax",%progbits
	.globl	m_f32_neg
	.p2align	1
	.type	m_f32_neg,%function
	.code	16
	.thumb_func
m_f32_neg:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 72 0 prologue_end
	eor	r0, r0, #-2147483648
	bx	lr
.Ltmp1:
.Lfunc_end1:
	.size	m_f32_neg, .Lfunc_end1-m_f32_neg
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_copysign,"ax",%progbits
	.globl	m_copysign
	.p2align	1
	.type	m_copysign,%function
	.code	16
	.thumb_func
m_copysign:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 83 0 prologue_end
	lsrs	r1, r1, #31
	bfi	r0, r1, #31, #1
.Ltmp2:
	.loc	1 78 0
	bx	lr
.Ltmp3:
.Lfunc_end2:
	.size	m_copysign, .Lfunc_end2-m_copysign
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
.Lfunc_begin3:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp4:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

