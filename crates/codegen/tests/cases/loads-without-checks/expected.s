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


	.section	.text.m_i32_load8_s,"ax",%progbits
	.globl	m_i32_load8_s
	.p2align	1
	.type	m_i32_load8_s,%function
	.code	16
	.thumb_func
m_i32_load8_s:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 92 0 prologue_end
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	ldrsb	r0, [r1, r0]
.Ltmp0:
	.loc	1 89 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_i32_load8_s, .Lfunc_end0-m_i32_load8_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load8_u,"ax",%progbits
	.globl	m_i32_load8_u
	.p2align	1
	.type	m_i32_load8_u,%function
	.code	16
	.thumb_func
m_i32_load8_u:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 100 0 prologue_end
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	ldrb	r0, [r1, r0]
.Ltmp2:
	.loc	1 97 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_i32_load8_u, .Lfunc_end1-m_i32_load8_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load16_s,"ax",%progbits
	.globl	m_i32_load16_s
	.p2align	1
	.type	m_i32_load16_s,%function
	.code	16
	.thumb_func
m_i32_load16_s:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 108 0 prologue_end
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	ldrsh	r0, [r1, r0]
.Ltmp4:
	.loc	1 105 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_i32_load16_s, .Lfunc_end2-m_i32_load16_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load,"ax",%progbits
	.globl	m_i32_load
	.p2align	1
	.type	m_i32_load,%function
	.code	16
	.thumb_func
m_i32_load:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 116 0 prologue_end
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	ldr	r0, [r1, r0]
.Ltmp6:
	.loc	1 113 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_i32_load, .Lfunc_end3-m_i32_load
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

