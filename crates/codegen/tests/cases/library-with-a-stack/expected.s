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
	.section	.text.down,"ax",%progbits
	.p2align	1
	.type	down,%function
	.code	16
	.thumb_func
down:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 34 0 prologue_end
	movw	r2, :lower16:__dissolve_m_stack
	movt	r2, :upper16:__dissolve_m_stack
	add.w	r2, r2, #512
	@APP
	@NO_APP
	@APP
	mov	r1, sp
	@NO_APP
	cmp	r1, r2
	blo	.LBB0_4
	.loc	1 0 0 is_stmt 0
	.save	{r4, lr}
	push	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r4, -8
	mov	r4, r0
	.loc	1 38 0 is_stmt 1
	cbz	r0, .LBB0_3
	.loc	1 47 0
	subs	r0, r4, #1
	.loc	1 48 0
	bl	down
	.loc	1 52 0
	add	r0, r4
	.loc	1 54 0 epilogue_begin
	pop	{r4, pc}
.LBB0_3:
	.loc	1 0 0 is_stmt 0
	movs	r0, #0
	.loc	1 54 0 epilogue_begin is_stmt 1
	pop	{r4, pc}
.LBB0_4:
	.loc	1 34 0
	@APP
	udf	#9	@ 0x22 
	@NO_APP
.Ltmp0:
.Lfunc_end0:
	.size	down, .Lfunc_end0-down
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
	.save	{r4, r5, r6, r7, lr}
	push	{r4, r5, r6, r7, lr}
	.cfi_def_cfa_offset 20
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.cfi_offset r6, -12
	.cfi_offset r5, -16
	.cfi_offset r4, -20
	.pad	#4
	sub	sp, #4
	.cfi_def_cfa_offset 24
.Ltmp1:
	movw	r5, :lower16:__dissolve_m_stack
	movw	r4, :lower16:__dissolve_m_instance
	movt	r5, :upper16:__dissolve_m_stack
	movt	r4, :upper16:__dissolve_m_instance
	add.w	r6, r5, #2048
	mov	r0, r4
	str	r6, [r4, #24]
	bl	__dissolve_begin
	movs	r7, #0
	cmp	r0, #0
	mov	r0, r7
	bne	.LBB1_2
	movw	r0, :lower16:__dissolve_instantiate.own_stack
	movt	r0, :upper16:__dissolve_instantiate.own_stack
	mov	r1, sp
	mov	r2, r6
	mov	r3, r5
	bl	__dissolve_on_stack
	@APP
	@NO_APP
	movs	r0, #1
	str	r7, [r4, #20]
	str	r0, [r4]
.LBB1_2:
	add	sp, #4
	pop	{r4, r5, r6, r7, pc}
.Ltmp2:
.Lfunc_end1:
	.size	__dissolve_m_instantiate, .Lfunc_end1-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_instantiate.own_stack,"ax",%progbits
	.p2align	1
	.type	__dissolve_instantiate.own_stack,%function
	.code	16
	.thumb_func
__dissolve_instantiate.own_stack:
.Lfunc_begin2:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp3:
.Lfunc_end2:
	.size	__dissolve_instantiate.own_stack, .Lfunc_end2-__dissolve_instantiate.own_stack
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_export_sum,"ax",%progbits
	.globl	__dissolve_m_export_sum
	.p2align	1
	.type	__dissolve_m_export_sum,%function
	.code	16
	.thumb_func
__dissolve_m_export_sum:
.Lfunc_begin3:
	.loc	1 56 0
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r6, r7, r8, r9, r10, lr}
	push.w	{r4, r5, r6, r7, r8, r9, r10, lr}
	.cfi_def_cfa_offset 32
	.cfi_offset lr, -4
	.cfi_offset r10, -8
	.cfi_offset r9, -12
	.cfi_offset r8, -16
	.cfi_offset r7, -20
	.cfi_offset r6, -24
	.cfi_offset r5, -28
	.cfi_offset r4, -32
	.setfp	r7, sp, #12
	add	r7, sp, #12
	.cfi_def_cfa r7, 20
.Ltmp4:
	.loc	1 56 0 prologue_end
	movw	r8, :lower16:__dissolve_m_instance
	movt	r8, :upper16:__dissolve_m_instance
	mov	r5, r0
	mov	r0, r8
	bl	__dissolve_enter
	mov.w	r6, #0
	cbz	r0, .LBB3_2
	.loc	1 0 0 is_stmt 0
	mov	r1, r6
	mov	r0, r6
	b	.LBB3_3
.LBB3_2:
	.loc	1 56 0
	mov	r4, sp
	sub.w	r1, r4, #8
	mov	sp, r1
	movw	r3, :lower16:__dissolve_m_stack
	movt	r3, :upper16:__dissolve_m_stack
	movw	r0, :lower16:__dissolve_m_export_sum.own_stack
	add.w	r2, r3, #2048
	movt	r0, :upper16:__dissolve_m_export_sum.own_stack
	str	r5, [r4, #-8]
	bl	__dissolve_on_stack
	ldr	r0, [r4, #-4]
	@APP
	@NO_APP
	movs	r1, #1
	str.w	r6, [r8, #20]
	str.w	r1, [r8]
.LBB3_3:
	.loc	1 56 0 epilogue_begin is_stmt 1
	sub.w	r4, r7, #12
	mov	sp, r4
	pop.w	{r4, r5, r6, r7, r8, r9, r10, pc}
.Ltmp5:
.Lfunc_end3:
	.size	__dissolve_m_export_sum, .Lfunc_end3-__dissolve_m_export_sum
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_export_sum.own_stack,"ax",%progbits
	.p2align	1
	.type	__dissolve_m_export_sum.own_stack,%function
	.code	16
	.thumb_func
__dissolve_m_export_sum.own_stack:
.Lfunc_begin4:
	.loc	1 56 0
	.fnstart
	.cfi_startproc
	.save	{r4, lr}
	push	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r4, -8
	mov	r4, r0
.Ltmp6:
	.loc	1 56 0 prologue_end
	ldr	r0, [r0]
.Ltmp7:
	.loc	1 59 0
	bl	down
.Ltmp8:
	.loc	1 56 0
	str	r0, [r4, #4]
	.loc	1 56 0 epilogue_begin is_stmt 0
	pop	{r4, pc}
.Ltmp9:
.Lfunc_end4:
	.size	__dissolve_m_export_sum.own_stack, .Lfunc_end4-__dissolve_m_export_sum.own_stack
	.cfi_endproc
	.cantunwind
	.fnend

	.type	__dissolve_m_stack,%object
	.section	.bss.dissolve.m_stack,"aw",%nobits
	.globl	__dissolve_m_stack
	.p2align	5, 0x0
__dissolve_m_stack:
	.zero	2048
	.size	__dissolve_m_stack, 2048

	.type	__dissolve_m_instance,%object
	.bss
	.globl	__dissolve_m_instance
	.p2align	2, 0x0
__dissolve_m_instance:
	.zero	64
	.size	__dissolve_m_instance, 64

