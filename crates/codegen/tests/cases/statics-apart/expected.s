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


	.section	.text.m_look_up,"ax",%progbits
	.globl	m_look_up
	.p2align	1
	.type	m_look_up,%function
	.code	16
	.thumb_func
m_look_up:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 62 0 prologue_end
	cmp	r0, #13
	itttt	lo
	movwlo	r1, :lower16:statics.1
	movtlo	r1, :upper16:statics.1
	ldrlo	r0, [r1, r0]
.Ltmp0:
	.loc	1 59 0
	bxlo	lr
.LBB0_1:
.Ltmp1:
	.loc	1 62 0
	@APP
	udf	#1	@ 0x3e 
	@NO_APP
.Ltmp2:
.Lfunc_end0:
	.size	m_look_up, .Lfunc_end0-m_look_up
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_count,"ax",%progbits
	.globl	m_count
	.p2align	1
	.type	m_count,%function
	.code	16
	.thumb_func
m_count:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 73 0 prologue_end
	movw	r1, :lower16:statics.2
	movt	r1, :upper16:statics.2
	ldr	r0, [r1]
	.loc	1 79 0
	adds	r2, r0, #1
.Ltmp3:
	.loc	1 68 0
	movs	r0, #2
.Ltmp4:
	.loc	1 80 0
	str	r2, [r1]
.Ltmp5:
	.loc	1 68 0
	bx	lr
.Ltmp6:
.Lfunc_end1:
	.size	m_count, .Lfunc_end1-m_count
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
.Ltmp7:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	movw	r0, :lower16:statics.2
	movt	r0, :upper16:statics.2
	movs	r1, #0
	movs	r2, #7
	strd	r2, r1, [r0]
	pop	{r7, pc}
.Ltmp8:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	statics.1,%object
	.section	.rodata.cst16,"aM",%progbits,16
	.p2align	2, 0x0
statics.1:
	.asciz	"\001\000\000\000\002\000\000\000\003\000\000\000\000\000\000"
	.size	statics.1, 16

	.type	statics.2,%object
	.section	.bss.dissolve.m_memory_0,"aw",%nobits
	.p2align	3, 0x0
statics.2:
	.zero	8
	.size	statics.2, 8

