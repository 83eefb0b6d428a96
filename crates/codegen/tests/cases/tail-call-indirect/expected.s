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
	.section	.text.a,"ax",%progbits
	.p2align	1
	.type	a,%function
	.code	16
	.thumb_func
a:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 60 0 prologue_end
	adds	r0, #1
	.loc	1 61 0
	bx	lr
.Ltmp0:
.Lfunc_end0:
	.size	a, .Lfunc_end0-a
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.b,"ax",%progbits
	.p2align	1
	.type	b,%function
	.code	16
	.thumb_func
b:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 68 0 prologue_end
	lsls	r0, r0, #1
	.loc	1 69 0
	bx	lr
.Ltmp1:
.Lfunc_end1:
	.size	b, .Lfunc_end1-b
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.tail.run,"ax",%progbits
	.p2align	1
	.type	tail.run,%function
	.code	16
	.thumb_func
tail.run:
.Lfunc_begin2:
	.fnstart
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
.LBB2_1:
	ldr	r0, [r6]
	ldr	r1, [r7]
	str.w	r8, [r4]
	blx	r1
	ldr	r1, [r4]
	str	r0, [r5]
	cmp	r1, #0
	bne	.LBB2_1
	pop.w	{r4, r5, r6, r7, r8, pc}
.Lfunc_end2:
	.size	tail.run, .Lfunc_end2-tail.run
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.tail.call.0,"ax",%progbits
	.p2align	1
	.type	tail.call.0,%function
	.code	16
	.thumb_func
tail.call.0:
.Lfunc_begin3:
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
.Lfunc_end3:
	.size	tail.call.0, .Lfunc_end3-tail.call.0
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
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 71 0 prologue_end
	movw	r2, :lower16:tail.next
	movt	r2, :upper16:tail.next
	movs	r3, #0
.Ltmp2:
	.loc	1 76 0
	cmp	r0, #4
.Ltmp3:
	.loc	1 71 0
	str	r3, [r2]
.Ltmp4:
	.loc	1 76 0
	bhs	.LBB4_6
	cmp	r0, #3
	beq	.LBB4_5
	cbz	r0, .LBB4_5
	movw	r3, :lower16:table.0
	movt	r3, :upper16:table.0
	ldr.w	r0, [r3, r0, lsl #2]
	ldr	r3, [r0, #4]
	cbnz	r3, .LBB4_7
	.loc	1 0 0 is_stmt 0
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.loc	1 76 0
	movw	r3, :lower16:tail.arguments.0
	movt	r3, :upper16:tail.arguments.0
	ldr	r0, [r0, #8]
	str	r1, [r3]
	movw	r1, :lower16:tail.callee
	movt	r1, :upper16:tail.callee
	str	r0, [r1]
	movw	r0, :lower16:tail.call.0
	movt	r0, :upper16:tail.call.0
	str	r0, [r2]
.Ltmp5:
	.loc	1 71 0 is_stmt 1
	bl	tail.run
	movw	r0, :lower16:tail.results.0
	movt	r0, :upper16:tail.results.0
	ldr	r0, [r0]
.Ltmp6:
	.loc	1 71 0 epilogue_begin is_stmt 0
	pop	{r7, pc}
.LBB4_5:
.Ltmp7:
	.loc	1 76 0 is_stmt 1
	@APP
	udf	#7	@ 0x4c 
	@NO_APP
.LBB4_6:
	@APP
	udf	#8	@ 0x4c 
	@NO_APP
.LBB4_7:
	@APP
	udf	#6	@ 0x4c 
	@NO_APP
.Ltmp8:
.Lfunc_end4:
	.size	m_f, .Lfunc_end4-m_f
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
	.loc	1 0 0
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
	.type	funcref.0,%object
	.section	.rodata,"a",%progbits
	.p2align	2, 0x0
funcref.0:
	.long	a
	.long	0
	.long	a
	.size	funcref.0, 12

	.type	funcref.1,%object
	.p2align	2, 0x0
funcref.1:
	.long	b
	.long	0
	.long	b
	.size	funcref.1, 12

	.type	table.0,%object
	.p2align	2, 0x0
table.0:
	.long	0
	.long	funcref.0
	.long	funcref.1
	.long	0
	.size	table.0, 16

