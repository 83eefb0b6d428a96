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
	.section	.bss.dissolve.m_memory_1,"aw",%nobits
	.p2align	4, 0x0
	.globl	__dissolve_m_memory_1
	.type	__dissolve_m_memory_1,%object
	.size	__dissolve_m_memory_1, 65536
__dissolve_m_memory_1:
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

	.section	.text.m_f,"ax",%progbits
	.globl	m_f
	.p2align	1
	.type	m_f,%function
	.code	16
	.thumb_func
m_f:
.Lfunc_begin1:
	.file	1 "m.wasm"
	.loc	1 52 0
	.fnstart
	.cfi_startproc
	movw	r1, #65533
.Ltmp0:
	.loc	1 55 0 prologue_end
	cmp	r0, r1
	bhs	.LBB1_2
	movw	r1, :lower16:__dissolve_m_memory_0
	.loc	1 60 0
	movw	r2, :lower16:__dissolve_m_memory_1
	.loc	1 55 0
	movt	r1, :upper16:__dissolve_m_memory_0
	.loc	1 60 0
	movt	r2, :upper16:__dissolve_m_memory_1
	.loc	1 55 0
	ldr	r1, [r1, r0]
	.loc	1 60 0
	ldr	r0, [r2, r0]
	.loc	1 64 0
	add	r0, r1
.Ltmp1:
	.loc	1 52 0
	bx	lr
.LBB1_2:
.Ltmp2:
	.loc	1 55 0
	@APP
	udf	#1	@ 0x37 
	@NO_APP
.Ltmp3:
.Lfunc_end1:
	.size	m_f, .Lfunc_end1-m_f
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
	.loc	1 67 0
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r6, lr}
	push	{r4, r5, r6, lr}
	.cfi_def_cfa_offset 16
	.cfi_offset lr, -4
	.cfi_offset r6, -8
	.cfi_offset r5, -12
	.cfi_offset r4, -16
	mov	r6, r1
.Ltmp4:
	.loc	1 74 0 prologue_end
	mov	r1, r2
	mov	r4, r2
	bl	check.range
	mov	r5, r0
	adds	r0, #1
	beq	.LBB2_3
	mov	r0, r6
	mov	r1, r4
	bl	check.range
	adds	r1, r0, #1
	beq	.LBB2_3
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	adds	r2, r1, r5
	movw	r1, :lower16:__dissolve_m_memory_1
	movt	r1, :upper16:__dissolve_m_memory_1
	add	r1, r0
	mov	r0, r2
	mov	r2, r4
	.loc	1 74 0 epilogue_begin is_stmt 0
	pop.w	{r4, r5, r6, lr}
	b	__aeabi_memcpy
.LBB2_3:
	@APP
	udf	#1	@ 0x4a 
	@NO_APP
.Ltmp5:
.Lfunc_end2:
	.size	m_copy, .Lfunc_end2-m_copy
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
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp6:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	movw	r0, :lower16:__dissolve_m_memory_1
	movt	r0, :upper16:__dissolve_m_memory_1
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp7:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

