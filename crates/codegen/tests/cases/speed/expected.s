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
	.save	{r4, r5, r6, r7, lr}
	push	{r4, r5, r6, r7, lr}
	.cfi_def_cfa_offset 20
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.cfi_offset r6, -12
	.cfi_offset r5, -16
	.cfi_offset r4, -20
	mov	lr, r0
	movw	r0, #65533
.Ltmp0:
	.loc	1 42 0 prologue_end
	subs.w	r0, r0, lr
	it	lo
	movlo	r0, #0
	adds	r2, r0, #3
	subs	r0, r1, #1
	.loc	1 48 0
	cmp.w	r0, r2, lsr #2
	bhs	.LBB0_9
	.loc	1 0 0 is_stmt 0
	movw	r7, :lower16:__dissolve_m_memory_0
	.loc	1 68 0 is_stmt 1
	and	r12, r1, #3
	cmp	r0, #3
	movt	r7, :upper16:__dissolve_m_memory_0
	bhs	.LBB0_3
	.loc	1 0 0 is_stmt 0
	movs	r0, #0
	.loc	1 48 0 is_stmt 1
	ldr.w	r1, [r7, lr]
	.loc	1 68 0
	cmp.w	r12, #1
	.loc	1 51 0
	add	r0, r1
	.loc	1 68 0
	bne	.LBB0_7
	b	.LBB0_8
	.loc	1 0 0 is_stmt 0
.Ltmp1:
	.p2align	2
.LBB0_3:
	.loc	1 68 0
	bic	r2, r1, #3
	sub.w	r1, lr, #16
	movs	r0, #0
	.loc	1 0 0
.Ltmp2:
	.p2align	2
.LBB0_4:
	.loc	1 48 0 is_stmt 1
	adds	r3, r7, r1
	ldr	r4, [r3, #16]
	ldr	r5, [r3, #20]
	ldr	r6, [r3, #24]
	.loc	1 51 0
	add	r0, r4
	.loc	1 48 0
	ldr	r3, [r3, #28]
	.loc	1 51 0
	add	r0, r5
	add	r0, r6
	add	r0, r3
	.loc	1 68 0
	subs	r2, #4
	add.w	r1, r1, #16
	bne	.LBB0_4
	cmp.w	r12, #0
.Ltmp3:
	.loc	1 39 0
	it	eq
	.loc	1 39 0 epilogue_begin is_stmt 0
	popeq	{r4, r5, r6, r7, pc}
.LBB0_6:
	.loc	1 0 0
	add.w	lr, r1, #16
.Ltmp4:
	.loc	1 48 0 is_stmt 1
	ldr.w	r1, [r7, lr]
	.loc	1 68 0
	cmp.w	r12, #1
	.loc	1 51 0
	add	r0, r1
	.loc	1 68 0
	beq	.LBB0_8
.LBB0_7:
	.loc	1 48 0
	add.w	r1, r7, lr
	ldr	r2, [r1, #4]
	.loc	1 68 0
	cmp.w	r12, #2
	.loc	1 51 0
	add	r0, r2
	.loc	1 48 0
	itt	ne
	ldrne	r1, [r1, #8]
	.loc	1 51 0
	addne	r0, r1
.Ltmp5:
.LBB0_8:
	.loc	1 39 0 epilogue_begin
	pop	{r4, r5, r6, r7, pc}
	.loc	1 0 0 is_stmt 0
.Ltmp6:
	.p2align	2
.LBB0_9:
.Ltmp7:
	.loc	1 48 0 is_stmt 1
	@APP
	udf	#1	@ 0x30 
	@NO_APP
.Ltmp8:
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
.Ltmp9:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp10:
.Lfunc_end1:
	.size	__dissolve_m_instantiate, .Lfunc_end1-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

