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
	.size	__dissolve_m_memory_0, 48
__dissolve_m_memory_0:
	.zero	48


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
	.loc	1 90 0 prologue_end
	cmp	r0, #9
	bhs	.LBB0_3
	.loc	1 101 0
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	subs	r2, r0, r1
	sub.w	r3, r2, #41
	cmn.w	r3, #46
	bls	.LBB0_4
	.loc	1 90 0
	add	r0, r1
	.loc	1 101 0
	add	r2, r1
	.loc	1 90 0
	ldr	r0, [r0, #36]
	.loc	1 101 0
	ldr	r2, [r2, #4]
	.loc	1 104 0
	str	r2, [r1, #32]
.Ltmp0:
	.loc	1 87 0
	bx	lr
.LBB0_3:
.Ltmp1:
	.loc	1 90 0
	@APP
	udf	#1	@ 0x5a 
	@NO_APP
.LBB0_4:
	.loc	1 101 0
	@APP
	udf	#1	@ 0x65 
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
	movs	r1, #48
	bl	__aeabi_memclr8
	movw	r0, :lower16:data.0
	movt	r0, :upper16:data.0
	ldm	r0, {r0, r1}
	strd	r0, r1, [r4, #32]
	pop	{r4, pc}
.Ltmp4:
.Lfunc_end1:
	.size	__dissolve_m_instantiate, .Lfunc_end1-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	__dissolve_m_global_1,%object
	.section	.rodata,"a",%progbits
	.globl	__dissolve_m_global_1
	.p2align	2, 0x0
__dissolve_m_global_1:
	.long	__dissolve_m_memory_0+48
	.size	__dissolve_m_global_1, 4

	.type	__dissolve_m_global_2,%object
	.globl	__dissolve_m_global_2
	.p2align	2, 0x0
__dissolve_m_global_2:
	.long	__dissolve_m_memory_0+40
	.size	__dissolve_m_global_2, 4

	.type	data.0,%object
	.p2align	3, 0x0
data.0:
	.asciz	"\001\000\000"
	.long	__dissolve_m_memory_0+32
	.size	data.0, 8

