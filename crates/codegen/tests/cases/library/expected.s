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


	.section	.text.m_add,"ax",%progbits
	.globl	m_add
	.p2align	1
	.type	m_add,%function
	.code	16
	.thumb_func
m_add:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 91 0 prologue_end
	add	r0, r1
.Ltmp0:
	.loc	1 86 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_add, .Lfunc_end0-m_add
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_divide,"ax",%progbits
	.globl	m_divide
	.p2align	1
	.type	m_divide,%function
	.code	16
	.thumb_func
m_divide:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 99 0 prologue_end
	cbz	r1, .LBB1_2
	udiv	r0, r0, r1
.Ltmp2:
	.loc	1 94 0
	bx	lr
.LBB1_2:
.Ltmp3:
	.loc	1 99 0
	@APP
	udf	#3	@ 0x63 
	@NO_APP
.Ltmp4:
.Lfunc_end1:
	.size	m_divide, .Lfunc_end1-m_divide
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_half,"ax",%progbits
	.globl	m_half
	.p2align	1
	.type	m_half,%function
	.code	16
	.thumb_func
m_half:
.Lfunc_begin2:
	.loc	1 102 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp5:
	.loc	1 110 0 prologue_end
	mov.w	r1, #1056964608
	bl	__aeabi_fmul
.Ltmp6:
	.loc	1 102 0 epilogue_begin
	pop	{r7, pc}
.Ltmp7:
.Lfunc_end2:
	.size	m_half, .Lfunc_end2-m_half
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_load,"ax",%progbits
	.globl	m_load
	.p2align	1
	.type	m_load,%function
	.code	16
	.thumb_func
m_load:
.Lfunc_begin3:
	.loc	1 113 0
	.fnstart
	.cfi_startproc
	movw	r1, #65529
.Ltmp8:
	.loc	1 116 0 prologue_end
	cmp	r0, r1
	bhs	.LBB3_2
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	adds	r2, r1, r0
	ldr	r0, [r1, r0]
	ldr	r1, [r2, #4]
.Ltmp9:
	.loc	1 113 0
	bx	lr
.LBB3_2:
.Ltmp10:
	.loc	1 116 0
	@APP
	udf	#1	@ 0x74 
	@NO_APP
.Ltmp11:
.Lfunc_end3:
	.size	m_load, .Lfunc_end3-m_load
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_stop,"ax",%progbits
	.globl	m_stop
	.p2align	1
	.type	m_stop,%function
	.code	16
	.thumb_func
m_stop:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 122 0 prologue_end
	@APP
	udf	#0	@ 0x7a 
	@NO_APP
.Ltmp12:
.Lfunc_end4:
	.size	m_stop, .Lfunc_end4-m_stop
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
.Ltmp13:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp14:
.Lfunc_end5:
	.size	__dissolve_m_instantiate, .Lfunc_end5-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

