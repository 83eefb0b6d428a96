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
	.section	.text.m_f,"ax",%progbits
	.globl	m_f
	.p2align	1
	.type	m_f,%function
	.code	16
	.thumb_func
m_f:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 38 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp0:
	.loc	1 43 0 prologue_end
	movw	lr, :lower16:__dissolve_m_table_0_size
	movt	lr, :upper16:__dissolve_m_table_0_size
	ldr.w	r2, [lr]
	movw	r3, #1025
	subs	r3, r3, r2
	cmp	r1, r3
	bls	.LBB0_2
	.loc	1 0 0 is_stmt 0
	mov.w	r2, #-1
	.loc	1 43 0
	b	.LBB0_6
.LBB0_2:
	add.w	r12, r2, r1
	cbz	r1, .LBB0_5
	movw	r3, :lower16:table.0.now
	movt	r3, :upper16:table.0.now
	add.w	r3, r3, r2, lsl #2
	.loc	1 0 0
.Ltmp1:
	.p2align	2
.LBB0_4:
	.loc	1 43 0
	subs	r1, #1
	str	r0, [r3], #4
	bne	.LBB0_4
.LBB0_5:
	str.w	r12, [lr]
.Ltmp2:
.LBB0_6:
	.loc	1 38 0 is_stmt 1
	mov	r0, r2
	.loc	1 38 0 epilogue_begin is_stmt 0
	pop	{r7, pc}
.Ltmp3:
.Lfunc_end0:
	.size	m_f, .Lfunc_end0-m_f
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
	.loc	1 0 0 is_stmt 1
	.fnstart
	.cfi_startproc
	movw	r0, :lower16:__dissolve_m_table_0_size
	movt	r0, :upper16:__dissolve_m_table_0_size
	movs	r1, #1
	str	r1, [r0]
	bx	lr
.Ltmp4:
.Lfunc_end1:
	.size	__dissolve_m_instantiate, .Lfunc_end1-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	__dissolve_m_table_0_size,%object
	.bss
	.globl	__dissolve_m_table_0_size
	.p2align	2, 0x0
__dissolve_m_table_0_size:
	.long	0
	.size	__dissolve_m_table_0_size, 4

	.type	table.0.now,%object
	.local	table.0.now
	.comm	table.0.now,4100,16
