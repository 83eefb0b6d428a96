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
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 83 0 prologue_end
	bx	lr
.Ltmp0:
.Lfunc_end0:
	.size	f, .Lfunc_end0-f
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_init,"ax",%progbits
	.globl	m_init
	.p2align	1
	.type	m_init,%function
	.code	16
	.thumb_func
m_init:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 92 0 prologue_end
	cmp	r2, #8
	bhi	.LBB1_5
	rsb.w	r3, r2, #8
	cmp	r0, r3
	bhi	.LBB1_5
	movw	r3, :lower16:elem.0.length
	movt	r3, :upper16:elem.0.length
	ldrb	r3, [r3]
	cmp	r3, #0
	it	ne
	movne	r3, #2
	subs	r3, r3, r2
	blo	.LBB1_5
	cmp	r1, r3
	bhi	.LBB1_5
	.loc	1 0 0 is_stmt 0
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.loc	1 92 0
	movw	r3, :lower16:table.0.now
	movt	r3, :upper16:table.0.now
	add.w	r0, r3, r0, lsl #2
	movw	r3, :lower16:elem.0
	movt	r3, :upper16:elem.0
	add.w	r1, r3, r1, lsl #2
	lsls	r2, r2, #2
	bl	__aeabi_memcpy4
.Ltmp1:
	.loc	1 85 0 epilogue_begin is_stmt 1
	pop	{r7, pc}
.LBB1_5:
.Ltmp2:
	.loc	1 92 0
	@APP
	udf	#2	@ 0x5c 
	@NO_APP
.Ltmp3:
.Lfunc_end1:
	.size	m_init, .Lfunc_end1-m_init
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_copy,"ax",%progbits
	.globl	m_copy
	.p2align	1
	.type	m_copy,%function
	.code	16
	.thumb_func
m_copy:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 105 0 prologue_end
	cmp	r2, #8
	bhi	.LBB2_4
	rsb.w	r3, r2, #8
	cmp	r0, r3
	bhi	.LBB2_4
	cmp	r1, r3
	bhi	.LBB2_4
	.loc	1 0 0 is_stmt 0
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.loc	1 105 0
	movw	r3, :lower16:table.0.now
	movt	r3, :upper16:table.0.now
	add.w	r0, r3, r0, lsl #2
	add.w	r1, r3, r1, lsl #2
	lsls	r2, r2, #2
	bl	__aeabi_memmove4
.Ltmp4:
	.loc	1 98 0 epilogue_begin is_stmt 1
	pop	{r7, pc}
.LBB2_4:
.Ltmp5:
	.loc	1 105 0
	@APP
	udf	#2	@ 0x69 
	@NO_APP
.Ltmp6:
.Lfunc_end2:
	.size	m_copy, .Lfunc_end2-m_copy
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_fill,"ax",%progbits
	.globl	m_fill
	.p2align	1
	.type	m_fill,%function
	.code	16
	.thumb_func
m_fill:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 118 0 prologue_end
	cmp	r1, #8
	bhi	.LBB3_6
	rsb.w	r2, r1, #8
	cmp	r0, r2
	bhi	.LBB3_6
	cbz	r1, .LBB3_5
	.loc	1 0 0 is_stmt 0
	movw	r2, :lower16:table.0.now
	movt	r2, :upper16:table.0.now
	add.w	r0, r2, r0, lsl #2
	movs	r2, #0
	.p2align	2
.LBB3_4:
	.loc	1 118 0 is_stmt 1
	subs	r1, #1
	str	r2, [r0], #4
	bne	.LBB3_4
.Ltmp7:
.LBB3_5:
	.loc	1 111 0
	bx	lr
.LBB3_6:
.Ltmp8:
	.loc	1 118 0
	@APP
	udf	#2	@ 0x76 
	@NO_APP
.Ltmp9:
.Lfunc_end3:
	.size	m_fill, .Lfunc_end3-m_fill
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_drop,"ax",%progbits
	.globl	m_drop
	.p2align	1
	.type	m_drop,%function
	.code	16
	.thumb_func
m_drop:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 124 0 prologue_end
	movw	r0, :lower16:elem.0.length
	movt	r0, :upper16:elem.0.length
	movs	r1, #0
	strb	r1, [r0]
.Ltmp10:
	.loc	1 123 0
	bx	lr
.Ltmp11:
.Lfunc_end4:
	.size	m_drop, .Lfunc_end4-m_drop
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
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp12:
	movw	r0, :lower16:table.0.now
	movt	r0, :upper16:table.0.now
	movs	r1, #32
	bl	__aeabi_memclr8
	movw	r0, :lower16:elem.0.length
	movt	r0, :upper16:elem.0.length
	movs	r1, #1
	strb	r1, [r0]
	pop	{r7, pc}
.Ltmp13:
.Lfunc_end5:
	.size	__dissolve_m_instantiate, .Lfunc_end5-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	table.0.now,%object
	.local	table.0.now
	.comm	table.0.now,32,16
	.type	funcref.0,%object
	.section	.rodata,"a",%progbits
	.p2align	2, 0x0
funcref.0:
	.long	f
	.long	0
	.size	funcref.0, 8

	.type	elem.0,%object
	.p2align	2, 0x0
elem.0:
	.long	funcref.0
	.long	funcref.0
	.size	elem.0, 8

	.type	elem.0.length,%object
	.local	elem.0.length
	.comm	elem.0.length,1,1
