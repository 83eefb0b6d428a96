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
	.code	16
	.file	"m"

	.section	.bss.dissolve.m_memory_0,"aw",%nobits
	.p2align	4, 0x0
	.globl	__dissolve_m_memory_0
	.type	__dissolve_m_memory_0,%object
	.size	__dissolve_m_memory_0, 65536
__dissolve_m_memory_0:
	.zero	65536


	.section	.text.m_sum,"ax",%progbits
	.globl	m_sum
	.p2align	2
	.type	m_sum,%function
	.code	16
	.thumb_func
m_sum:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 39 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	movw	r2, #65524
.Ltmp0:
	.loc	1 48 0 prologue_end
	subs	r3, r2, r0
	blo	.LBB0_11
	subs	r2, r1, #1
	lsrs	r3, r3, #4
	cmp	r2, r3
	bhi	.LBB0_11
	.loc	1 0 0 is_stmt 0
	.save	{r4, r5, r6, r7, lr}
	push	{r4, r5, r6, r7, lr}
	.cfi_def_cfa_offset 20
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.cfi_offset r6, -12
	.cfi_offset r5, -16
	.cfi_offset r4, -20
	movw	lr, :lower16:__dissolve_m_memory_0
	.loc	1 88 0 is_stmt 1
	and	r12, r1, #3
	cmp	r2, #3
	movt	lr, :upper16:__dissolve_m_memory_0
	bhs	.LBB0_4
	.loc	1 0 0 is_stmt 0
	movs	r1, #0
	.loc	1 88 0
	b	.LBB0_7
	.loc	1 0 0
.Ltmp1:
	.p2align	2
.LBB0_4:
	.loc	1 88 0
	bic	r2, r1, #3
	movs	r1, #0
	.loc	1 0 0
.Ltmp2:
	.p2align	2
.LBB0_5:
	.loc	1 48 0 is_stmt 1
	ldr.w	r3, [lr, r0]
	add.w	r4, lr, r0
	.loc	1 51 0
	add	r1, r3
	.loc	1 58 0
	ldr	r3, [r4, #8]
	.loc	1 48 0
	ldr	r5, [r4, #16]
	.loc	1 58 0
	ldr	r6, [r4, #24]
	.loc	1 61 0
	add	r1, r3
	.loc	1 48 0
	ldr	r7, [r4, #32]
	.loc	1 71 0
	str	r1, [r4, #4]
	.loc	1 51 0
	add	r1, r5
	.loc	1 61 0
	add	r1, r6
	.loc	1 58 0
	ldr	r3, [r4, #40]
	.loc	1 71 0
	str	r1, [r4, #20]
	.loc	1 51 0
	add	r1, r7
	.loc	1 61 0
	add	r1, r3
	.loc	1 48 0
	ldr	r3, [r4, #48]
	.loc	1 58 0
	ldr	r5, [r4, #56]
	.loc	1 71 0
	str	r1, [r4, #36]
	.loc	1 51 0
	add	r1, r3
	.loc	1 61 0
	add	r1, r5
	.loc	1 88 0
	subs	r2, #4
	.loc	1 78 0
	add.w	r0, r0, #64
	.loc	1 71 0
	str	r1, [r4, #52]
	.loc	1 88 0
	bne	.LBB0_5
	cmp.w	r12, #0
	beq	.LBB0_10
.LBB0_7:
	.loc	1 48 0
	add.w	r2, lr, r0
	ldr.w	r0, [lr, r0]
	.loc	1 58 0
	ldr	r3, [r2, #8]
	.loc	1 51 0
	add	r0, r1
	.loc	1 61 0
	adds	r1, r0, r3
	.loc	1 88 0
	cmp.w	r12, #1
	.loc	1 71 0
	str	r1, [r2, #4]
	.loc	1 88 0
	beq	.LBB0_10
	.loc	1 48 0
	ldr	r0, [r2, #16]
	.loc	1 58 0
	ldr	r3, [r2, #24]
	.loc	1 51 0
	add	r0, r1
	.loc	1 61 0
	adds	r1, r0, r3
	.loc	1 88 0
	cmp.w	r12, #2
	.loc	1 71 0
	str	r1, [r2, #20]
	.loc	1 88 0
	beq	.LBB0_10
	.loc	1 48 0
	ldr	r0, [r2, #32]
	.loc	1 58 0
	ldr	r3, [r2, #40]
	.loc	1 51 0
	add	r0, r1
	.loc	1 61 0
	adds	r1, r0, r3
	.loc	1 71 0
	str	r1, [r2, #36]
.Ltmp3:
.LBB0_10:
	.loc	1 39 0
	mov	r0, r1
	.loc	1 39 0 epilogue_begin is_stmt 0
	pop	{r4, r5, r6, r7, pc}
	.loc	1 0 0
.Ltmp4:
	.p2align	2
.LBB0_11:
.Ltmp5:
	.loc	1 48 0 is_stmt 1
	@APP
	udf	#1	@ 0x30 
	@NO_APP
.Ltmp6:
.Lfunc_end0:
	.size	m_sum, .Lfunc_end0-m_sum
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_instantiate,"ax",%progbits
	.globl	__dissolve_m_instantiate
	.p2align	2
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin1:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp7:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp8:
.Lfunc_end1:
	.size	__dissolve_m_instantiate, .Lfunc_end1-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

