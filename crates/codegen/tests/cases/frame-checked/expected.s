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
	.size	__dissolve_m_memory_0, 2064
__dissolve_m_memory_0:
	.zero	2064


	.section	.text.m_uses,"ax",%progbits
	.globl	m_uses
	.p2align	1
	.type	m_uses,%function
	.code	16
	.thumb_func
m_uses:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 120 0
	.fnstart
	.cfi_sections .debug_frame
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
.Ltmp0:
	.loc	1 123 0 prologue_end
	movw	r8, :lower16:global.0
	movt	r8, :upper16:global.0
	ldr.w	r10, [r8]
	.loc	1 128 0
	movw	r1, #63520
	sub.w	r7, r10, r1
	cmp.w	r7, #2032
	bhi	.LBB0_5
	.loc	1 0 0 is_stmt 0
	movw	r5, :lower16:__dissolve_m_memory_0
	movt	r5, :upper16:__dissolve_m_memory_0
	add.w	r9, r5, r10
	movw	r1, #63492
	sub.w	r4, r10, #32
	sub.w	r6, r9, r1
	.loc	1 130 0 is_stmt 1
	str.w	r4, [r8]
	.loc	1 0 0 is_stmt 0
.Ltmp1:
	.p2align	2
.LBB0_2:
	.loc	1 138 0 is_stmt 1
	str	r0, [r6]
	.loc	1 143 0
	mov	r0, r4
	bl	out
	.loc	1 147 0
	ldr	r0, [r5, r7]
	.loc	1 152 0
	cmp	r0, #0
	bne	.LBB0_2
	.loc	1 0 0 is_stmt 0
	movs	r0, #13
	movt	r0, #1
	.loc	1 157 0 is_stmt 1
	cmp	r10, r0
	itttt	lo
	movwlo	r0, #2048
	movtlo	r0, #65535
	ldrlo.w	r0, [r9, r0]
	.loc	1 165 0
	strlo.w	r10, [r8]
.Ltmp2:
	.loc	1 120 0
	it	lo
	.loc	1 120 0 epilogue_begin is_stmt 0
	poplo.w	{r4, r5, r6, r7, r8, r9, r10, pc}
.LBB0_4:
.Ltmp3:
	.loc	1 157 0 is_stmt 1
	@APP
	udf	#1	@ 0x9d 
	@NO_APP
.LBB0_5:
	.loc	1 128 0
	@APP
	udf	#1	@ 0x80 
	@NO_APP
.Ltmp4:
.Lfunc_end0:
	.size	m_uses, .Lfunc_end0-m_uses
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_passes,"ax",%progbits
	.globl	m_passes
	.p2align	1
	.type	m_passes,%function
	.code	16
	.thumb_func
m_passes:
.Lfunc_begin1:
	.loc	1 169 0
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r7, lr}
	push	{r4, r5, r7, lr}
	.cfi_def_cfa_offset 16
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.cfi_offset r5, -12
	.cfi_offset r4, -16
.Ltmp5:
	.loc	1 172 0 prologue_end
	movw	r4, :lower16:global.0
	movt	r4, :upper16:global.0
	ldr	r5, [r4]
	.loc	1 176 0
	sub.w	r0, r5, #16
	.loc	1 179 0
	str	r0, [r4]
	.loc	1 183 0
	bl	out
	.loc	1 190 0
	str	r5, [r4]
.Ltmp6:
	.loc	1 169 0 epilogue_begin
	pop	{r4, r5, r7, pc}
.Ltmp7:
.Lfunc_end1:
	.size	m_passes, .Lfunc_end1-m_passes
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
.Ltmp8:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #2064
	bl	__aeabi_memclr8
	movw	r0, :lower16:global.0
	movt	r0, :upper16:global.0
	mov.w	r1, #65536
	str	r1, [r0]
	pop	{r7, pc}
.Ltmp9:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	global.0,%object
	.data
	.p2align	2, 0x0
global.0:
	.long	65536
	.size	global.0, 4

	.type	__dissolve_m_global_1,%object
	.section	.rodata,"a",%progbits
	.globl	__dissolve_m_global_1
	.p2align	2, 0x0
__dissolve_m_global_1:
	.long	65552
	.size	__dissolve_m_global_1, 4

	.type	__dissolve_m_global_2,%object
	.globl	__dissolve_m_global_2
	.p2align	2, 0x0
__dissolve_m_global_2:
	.long	65552
	.size	__dissolve_m_global_2, 4

