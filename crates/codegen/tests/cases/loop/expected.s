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
	.section	.text.m_sum,"ax",%progbits
	.globl	m_sum
	.p2align	1
	.type	m_sum,%function
	.code	16
	.thumb_func
m_sum:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 36 0 prologue_end
	subs	r1, r0, #1
	subs	r2, r0, #2
	umull	r2, r3, r1, r2
	mla	r0, r1, r1, r0
	and	r1, r3, #1
	lsrs.w	r1, r1, #1
	rrx	r1, r2
	subs	r0, r0, r1
.Ltmp0:
	.loc	1 33 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_sum, .Lfunc_end0-m_sum
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
.Lfunc_begin1:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp2:
.Lfunc_end1:
	.size	__dissolve_m_instantiate, .Lfunc_end1-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

