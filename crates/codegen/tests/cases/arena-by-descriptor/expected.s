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
	.size	__dissolve_m_memory_0, 66560
__dissolve_m_memory_0:
	.zero	66560


	.section	.text.arena.0,"ax",%progbits
	.p2align	1
	.type	arena.0,%function
	.code	16
	.thumb_func
arena.0:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.save	{r4, lr}
	push	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r4, -8
	.pad	#8
	sub	sp, #8
	.cfi_def_cfa_offset 16
	movw	r4, :lower16:__dissolve_m_memory_0
	movw	r0, :lower16:__dissolve_m_arena_0
	movt	r4, :upper16:__dissolve_m_memory_0
	mov.w	r12, #16
	movt	r0, :upper16:__dissolve_m_arena_0
	mov	r1, r4
	movs	r2, #0
	movs	r3, #4
	str.w	r12, [sp]
	bl	__cabi_arena_realloc_in
	movw	r2, #64527
	mov	r1, r0
	subs	r0, r0, r4
	movt	r2, #65534
	add	r2, r0
	mvn	r3, #1008
	cmp	r2, r3
	blo	.LBB0_3
	lsls	r1, r1, #30
	itt	eq
	addeq	sp, #8
	popeq	{r4, pc}
.LBB0_2:
	@APP
	udf	#10	@ 0x0 
	@NO_APP
.LBB0_3:
	@APP
	udf	#13	@ 0x0 
	@NO_APP
.Lfunc_end0:
	.size	arena.0, .Lfunc_end0-arena.0
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
	.fnstart
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 82 0 prologue_end
	b	arena.0
.Ltmp0:
.Lfunc_end1:
	.size	m_f, .Lfunc_end1-m_f
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
.Lfunc_begin2:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp1:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	movw	r0, :lower16:arena.state.0
	movt	r0, :upper16:arena.state.0
	movs	r1, #140
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp2:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	arena.state.0,%object
	.local	arena.state.0
	.comm	arena.state.0,140,8
	.type	__dissolve_m_arena_0,%object
	.section	.rodata,"a",%progbits
	.globl	__dissolve_m_arena_0
	.p2align	2, 0x0
__dissolve_m_arena_0:
	.long	__dissolve_m_memory_0+65536
	.long	__dissolve_m_memory_0+66560
	.long	arena.state.0
	.long	140
	.size	__dissolve_m_arena_0, 16

