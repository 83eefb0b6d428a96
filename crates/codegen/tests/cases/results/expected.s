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
	.section	.text.m_two,"ax",%progbits
	.globl	m_two
	.p2align	1
	.type	m_two,%function
	.code	16
	.thumb_func
m_two:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 45 0 prologue_end
	str	r1, [r0]
	movs	r1, #0
	movs	r2, #7
	strd	r2, r1, [r0, #8]
	bx	lr
.Ltmp0:
.Lfunc_end0:
	.size	m_two, .Lfunc_end0-m_two
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_use,"ax",%progbits
	.globl	m_use
	.p2align	1
	.type	m_use,%function
	.code	16
	.thumb_func
m_use:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 52 0 prologue_end
	movs	r0, #1
	bx	lr
.Ltmp1:
.Lfunc_end1:
	.size	m_use, .Lfunc_end1-m_use
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
.Lfunc_begin2:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp2:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

