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


	.section	.text.check.range,"ax",%progbits
	.p2align	1
	.type	check.range,%function
	.code	16
	.thumb_func
check.range:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	rsb.w	r2, r1, #65536
	cmp	r0, r2
	mov	r2, r0
	it	hi
	movhi.w	r2, #-1
	cmp.w	r1, #65536
	it	hi
	movhi.w	r2, #-1
	cmp.w	r0, #65536
	mov.w	r0, #0
	it	hi
	movhi.w	r0, #-1
	cmp	r1, #0
	it	ne
	movne	r0, r2
	bx	lr
.Lfunc_end0:
	.size	check.range, .Lfunc_end0-check.range
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
	.file	1 "m.wasm"
	.loc	1 54 0
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r7, lr}
	push	{r4, r5, r7, lr}
	.cfi_def_cfa_offset 16
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.cfi_offset r5, -12
	.cfi_offset r4, -16
	mov	r5, r1
.Ltmp0:
	.loc	1 61 0 prologue_end
	mov	r1, r2
	mov	r4, r2
	bl	check.range
	adds	r1, r0, #1
	beq	.LBB1_4
	movw	r1, :lower16:data.0.length
	movt	r1, :upper16:data.0.length
	ldrb	r1, [r1]
	cmp	r1, #0
	it	ne
	movne	r1, #4
	subs	r1, r1, r4
	blo	.LBB1_4
	cmp	r5, r1
	bhi	.LBB1_4
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	add	r0, r1
	movw	r1, :lower16:data.0
	movt	r1, :upper16:data.0
	add	r1, r5
	mov	r2, r4
	.loc	1 61 0 epilogue_begin is_stmt 0
	pop.w	{r4, r5, r7, lr}
	b	__aeabi_memcpy
.LBB1_4:
	@APP
	udf	#1	@ 0x3d 
	@NO_APP
.Ltmp1:
.Lfunc_end1:
	.size	m_init, .Lfunc_end1-m_init
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
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 68 0 prologue_end is_stmt 1
	movw	r0, :lower16:data.0.length
	movt	r0, :upper16:data.0.length
	movs	r1, #0
	strb	r1, [r0]
.Ltmp2:
	.loc	1 67 0
	bx	lr
.Ltmp3:
.Lfunc_end2:
	.size	m_drop, .Lfunc_end2-m_drop
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
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp4:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	movw	r0, :lower16:data.0.length
	movt	r0, :upper16:data.0.length
	movs	r1, #1
	strb	r1, [r0]
	pop	{r7, pc}
.Ltmp5:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	data.0,%object
	.section	.rodata.cst4,"aM",%progbits,4
data.0:
	.ascii	"abcd"
	.size	data.0, 4

	.type	data.0.length,%object
	.local	data.0.length
	.comm	data.0.length,1,1
