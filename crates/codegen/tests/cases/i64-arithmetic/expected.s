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
	.loc	1 53 0 prologue_end
	adds	r0, r0, r2
	adcs	r1, r3
.Ltmp0:
	.loc	1 48 0
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
	.loc	1 61 0 prologue_end
	subs	r0, r0, r2
	sbcs	r1, r3
.Ltmp2:
	.loc	1 56 0
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
	.loc	1 64 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp4:
	.loc	1 69 0 prologue_end
	umull	r12, lr, r2, r0
	mla	r1, r2, r1, lr
	mla	r1, r3, r0, r1
.Ltmp5:
	.loc	1 64 0
	mov	r0, r12
	.loc	1 64 0 epilogue_begin is_stmt 0
	pop	{r7, pc}
.Ltmp6:
.Lfunc_end2:
	.size	m_mul, .Lfunc_end2-m_mul
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
	.loc	1 0 0 is_stmt 1
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

