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
	.size	__dissolve_m_memory_0, 64
__dissolve_m_memory_0:
	.zero	64
	.zero	16


	.section	.text.m_f,"ax",%progbits
	.globl	m_f
	.p2align	1
	.type	m_f,%function
	.code	16
	.thumb_func
m_f:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 99 0 prologue_end
	movw	r12, :lower16:__dissolve_m_memory_0
	movt	r12, :upper16:__dissolve_m_memory_0
	ldr.w	r2, [r12, #48]
	.loc	1 102 0
	subs	r2, #64
	cmp	r2, #13
	bhs	.LBB0_3
	.loc	1 108 0
	cmp	r0, #73
	bhs	.LBB0_4
	.loc	1 102 0
	movw	r3, :lower16:__dissolve_m_constants_0
	movt	r3, :upper16:__dissolve_m_constants_0
	.loc	1 108 0
	mov	r1, r12
	.loc	1 102 0
	ldr	r2, [r3, r2]
	.loc	1 108 0
	subs	r3, #64
	cmp	r0, #59
	it	hi
	movhi	r1, r3
	add	r1, r0
	ldr	r1, [r1, #4]
	.loc	1 114 0
	cmp	r0, #63
	it	ls
	movls	r3, r12
	ldr	r0, [r3, r0]
	.loc	1 105 0
	add	r1, r2
	.loc	1 111 0
	add	r0, r1
	movw	r1, #24948
	movt	r1, #29806
	.loc	1 117 0
	add	r0, r1
	movs	r1, #64
	.loc	1 126 0
	str.w	r1, [r12, #48]
.Ltmp0:
	.loc	1 87 0
	bx	lr
.LBB0_3:
.Ltmp1:
	.loc	1 102 0
	@APP
	udf	#1	@ 0x66 
	@NO_APP
.LBB0_4:
	.loc	1 108 0
	@APP
	udf	#1	@ 0x6c 
	@NO_APP
.Ltmp2:
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
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	.save	{r4, lr}
	push	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r4, -8
.Ltmp3:
	movw	r4, :lower16:__dissolve_m_memory_0
	movt	r4, :upper16:__dissolve_m_memory_0
	mov	r0, r4
	movs	r1, #64
	bl	__aeabi_memclr8
	movs	r0, #68
	str	r0, [r4, #48]
	pop	{r4, pc}
.Ltmp4:
.Lfunc_end1:
	.size	__dissolve_m_instantiate, .Lfunc_end1-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	__dissolve_m_constants_0,%object
	.section	.rodata,"a",%progbits
	.globl	__dissolve_m_constants_0
	.p2align	4, 0x0
__dissolve_m_constants_0:
	.asciz	"constants\000\000\000\000\000\000"
	.size	__dissolve_m_constants_0, 16

	.type	__dissolve_m_global_1,%object
	.globl	__dissolve_m_global_1
	.p2align	2, 0x0
__dissolve_m_global_1:
	.long	64
	.size	__dissolve_m_global_1, 4

	.type	__dissolve_m_global_2,%object
	.globl	__dissolve_m_global_2
	.p2align	2, 0x0
__dissolve_m_global_2:
	.long	52
	.size	__dissolve_m_global_2, 4

