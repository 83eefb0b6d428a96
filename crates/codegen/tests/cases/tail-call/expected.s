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
	.section	.text.tail.run,"ax",%progbits
	.p2align	1
	.type	tail.run,%function
	.code	16
	.thumb_func
tail.run:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.save	{r4, r5, r6, r7, r8, lr}
	push.w	{r4, r5, r6, r7, r8, lr}
	.cfi_def_cfa_offset 24
	.cfi_offset lr, -4
	.cfi_offset r8, -8
	.cfi_offset r7, -12
	.cfi_offset r6, -16
	.cfi_offset r5, -20
	.cfi_offset r4, -24
	movw	r4, :lower16:tail.next
	movw	r6, :lower16:tail.arguments.0
	movw	r7, :lower16:tail.callee
	movw	r5, :lower16:tail.results.0
	movt	r4, :upper16:tail.next
	mov.w	r8, #0
	movt	r6, :upper16:tail.arguments.0
	movt	r7, :upper16:tail.callee
	movt	r5, :upper16:tail.results.0
	.p2align	2
.LBB0_1:
	ldr	r0, [r6]
	ldr	r1, [r7]
	str.w	r8, [r4]
	blx	r1
	ldr	r1, [r4]
	str	r0, [r5]
	cmp	r1, #0
	bne	.LBB0_1
	pop.w	{r4, r5, r6, r7, r8, pc}
.Lfunc_end0:
	.size	tail.run, .Lfunc_end0-tail.run
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.tail.call.0,"ax",%progbits
	.p2align	1
	.type	tail.call.0,%function
	.code	16
	.thumb_func
tail.call.0:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	movw	r0, :lower16:tail.arguments.0
	movw	r1, :lower16:tail.callee
	movt	r0, :upper16:tail.arguments.0
	movt	r1, :upper16:tail.callee
	ldr	r0, [r0]
	ldr	r1, [r1]
	blx	r1
	movw	r1, :lower16:tail.results.0
	movt	r1, :upper16:tail.results.0
	str	r0, [r1]
	pop	{r7, pc}
.Lfunc_end1:
	.size	tail.call.0, .Lfunc_end1-tail.call.0
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.even,"ax",%progbits
	.p2align	1
	.type	even,%function
	.code	16
	.thumb_func
even:
.Lfunc_begin2:
	.file	1 "m.wasm"
	.loc	1 35 0
	.fnstart
	.cfi_startproc
	@APP
	@NO_APP
.Ltmp0:
	.loc	1 39 0 prologue_end
	cbz	r0, .LBB2_2
	.loc	1 50 0
	movw	r1, :lower16:tail.arguments.0
	.loc	1 49 0
	subs	r0, #1
	.loc	1 50 0
	movt	r1, :upper16:tail.arguments.0
	str	r0, [r1]
	movw	r0, :lower16:tail.callee
	movw	r1, :lower16:odd
	movt	r0, :upper16:tail.callee
	movt	r1, :upper16:odd
	str	r1, [r0]
	movw	r0, :lower16:tail.next
	movw	r1, :lower16:tail.call.0
	movt	r0, :upper16:tail.next
	movt	r1, :upper16:tail.call.0
	str	r1, [r0]
	movs	r0, #0
	.loc	1 0 0 is_stmt 0
	bx	lr
.LBB2_2:
	movs	r0, #1
	bx	lr
.Ltmp1:
.Lfunc_end2:
	.size	even, .Lfunc_end2-even
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.odd,"ax",%progbits
	.p2align	1
	.type	odd,%function
	.code	16
	.thumb_func
odd:
.Lfunc_begin3:
	.loc	1 54 0 is_stmt 1
	.fnstart
	.cfi_startproc
	@APP
	@NO_APP
.Ltmp2:
	.loc	1 58 0 prologue_end
	cbz	r0, .LBB3_2
	.loc	1 69 0
	movw	r1, :lower16:tail.arguments.0
	.loc	1 68 0
	subs	r0, #1
	.loc	1 69 0
	movt	r1, :upper16:tail.arguments.0
	str	r0, [r1]
	movw	r0, :lower16:tail.callee
	movw	r1, :lower16:even
	movt	r0, :upper16:tail.callee
	movt	r1, :upper16:even
	str	r1, [r0]
	movw	r0, :lower16:tail.next
	movw	r1, :lower16:tail.call.0
	movt	r0, :upper16:tail.next
	movt	r1, :upper16:tail.call.0
	str	r1, [r0]
.LBB3_2:
	.loc	1 0 0 is_stmt 0
	movs	r0, #0
	bx	lr
.Ltmp3:
.Lfunc_end3:
	.size	odd, .Lfunc_end3-odd
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_even,"ax",%progbits
	.globl	m_even
	.p2align	1
	.type	m_even,%function
	.code	16
	.thumb_func
m_even:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 35 0 prologue_end is_stmt 1
	movw	r1, :lower16:tail.next
	movt	r1, :upper16:tail.next
	movs	r2, #0
	str	r2, [r1]
.Ltmp4:
	.loc	1 35 0 is_stmt 0
	@APP
	@NO_APP
	@APP
	@NO_APP
.Ltmp5:
	.loc	1 39 0 is_stmt 1
	cbz	r0, .LBB4_2
	.loc	1 50 0
	movw	r2, :lower16:tail.arguments.0
	.loc	1 49 0
	subs	r0, #1
	.loc	1 50 0
	movt	r2, :upper16:tail.arguments.0
	str	r0, [r2]
	movw	r0, :lower16:tail.callee
	movw	r2, :lower16:odd
	movt	r0, :upper16:tail.callee
	movt	r2, :upper16:odd
	str	r2, [r0]
	movw	r0, :lower16:tail.call.0
	movt	r0, :upper16:tail.call.0
	str	r0, [r1]
	b	.LBB4_3
.Ltmp6:
.LBB4_2:
	.loc	1 35 0
	ldr	r0, [r1]
	cbz	r0, .LBB4_4
.LBB4_3:
	.loc	1 0 0 is_stmt 0
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.loc	1 35 0 is_stmt 1
	bl	tail.run
	movw	r0, :lower16:tail.results.0
	movt	r0, :upper16:tail.results.0
	ldr	r0, [r0]
	pop	{r7, pc}
.Ltmp7:
.LBB4_4:
	.loc	1 0 0 is_stmt 0
	movs	r0, #1
	.loc	1 35 0
	bx	lr
.Ltmp8:
.Lfunc_end4:
	.size	m_even, .Lfunc_end4-m_even
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
.Lfunc_begin5:
	.loc	1 0 0 is_stmt 1
	.fnstart
	.cfi_startproc
	movw	r0, :lower16:tail.next
	movt	r0, :upper16:tail.next
	movs	r1, #0
	str	r1, [r0]
	bx	lr
.Ltmp9:
.Lfunc_end5:
	.size	__dissolve_m_instantiate, .Lfunc_end5-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	tail.next,%object
	.local	tail.next
	.comm	tail.next,4,4
	.type	tail.callee,%object
	.local	tail.callee
	.comm	tail.callee,4,4
	.type	tail.arguments.0,%object
	.local	tail.arguments.0
	.comm	tail.arguments.0,4,4
	.type	tail.results.0,%object
	.local	tail.results.0
	.comm	tail.results.0,4,4
