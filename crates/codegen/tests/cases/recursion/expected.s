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
	.section	.text.f,"ax",%progbits
	.p2align	1
	.type	f,%function
	.code	16
	.thumb_func
f:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 31 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	@APP
	@NO_APP
.Ltmp0:
	.loc	1 35 0 prologue_end
	cbz	r0, .LBB0_2
	.loc	1 0 0 is_stmt 0
	.save	{r4, lr}
	push	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r4, -8
	mov	r4, r0
	.loc	1 46 0 is_stmt 1
	subs	r0, #1
	.loc	1 47 0
	bl	f
	.loc	1 49 0
	muls	r0, r4, r0
	pop	{r4, pc}
.LBB0_2:
	.loc	1 0 0 is_stmt 0
	movs	r0, #1
	.loc	1 51 0 is_stmt 1
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	f, .Lfunc_end0-f
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f,"ax",%progbits
	.globl	m_f
	.p2align	1
	.type	m_f,%function
	.code	16
	.thumb_func
m_f:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 31 0 prologue_end
	b	f
.Ltmp2:
.Lfunc_end1:
	.size	m_f, .Lfunc_end1-m_f
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
.Ltmp3:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

