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


	.section	.text.m_small,"ax",%progbits
	.globl	m_small
	.p2align	1
	.type	m_small,%function
	.code	16
	.thumb_func
m_small:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 72 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	movw	r1, #65525
.Ltmp0:
	.loc	1 75 0 prologue_end
	cmp	r0, r1
	itttt	lo
	movwlo	r1, :lower16:__dissolve_m_memory_0
	movtlo	r1, :upper16:__dissolve_m_memory_0
	addlo	r0, r1
	ldrlo	r0, [r0, #8]
.Ltmp1:
	.loc	1 72 0
	it	lo
	bxlo	lr
.LBB0_1:
.Ltmp2:
	.loc	1 75 0
	@APP
	udf	#1	@ 0x4b 
	@NO_APP
.Ltmp3:
.Lfunc_end0:
	.size	m_small, .Lfunc_end0-m_small
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_large,"ax",%progbits
	.globl	m_large
	.p2align	1
	.type	m_large,%function
	.code	16
	.thumb_func
m_large:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 83 0 prologue_end
	@APP
	udf	#1	@ 0x53 
	@NO_APP
.Ltmp4:
.Lfunc_end1:
	.size	m_large, .Lfunc_end1-m_large
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_known,"ax",%progbits
	.globl	m_known
	.p2align	1
	.type	m_known,%function
	.code	16
	.thumb_func
m_known:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 95 0 prologue_end
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	ldr	r0, [r0, #24]
.Ltmp5:
	.loc	1 92 0
	bx	lr
.Ltmp6:
.Lfunc_end2:
	.size	m_known, .Lfunc_end2-m_known
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_beyond,"ax",%progbits
	.globl	m_beyond
	.p2align	1
	.type	m_beyond,%function
	.code	16
	.thumb_func
m_beyond:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 105 0 prologue_end
	@APP
	udf	#1	@ 0x69 
	@NO_APP
.Ltmp7:
.Lfunc_end3:
	.size	m_beyond, .Lfunc_end3-m_beyond
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
.Lfunc_begin4:
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
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp9:
.Lfunc_end4:
	.size	__dissolve_m_instantiate, .Lfunc_end4-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

