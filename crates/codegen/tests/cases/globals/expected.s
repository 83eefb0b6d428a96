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
	.file	"m"
	.section	.text.m_next,"ax",%progbits
	.globl	m_next
	.p2align	1
	.type	m_next,%function
	.code	16
	.thumb_func
m_next:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 97 0 prologue_end
	movw	r1, :lower16:global.0
	movt	r1, :upper16:global.0
	ldr	r0, [r1]
	.loc	1 101 0
	adds	r0, #1
	.loc	1 102 0
	str	r0, [r1]
.Ltmp0:
	.loc	1 96 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_next, .Lfunc_end0-m_next
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_limit,"ax",%progbits
	.globl	m_limit
	.p2align	1
	.type	m_limit,%function
	.code	16
	.thumb_func
m_limit:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 108 0 prologue_end
	movs	r0, #5
	movs	r1, #0
	bx	lr
.Ltmp2:
.Lfunc_end1:
	.size	m_limit, .Lfunc_end1-m_limit
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
	movw	r0, :lower16:global.0
	movt	r0, :upper16:global.0
	movs	r1, #3
	str	r1, [r0]
	movw	r0, :lower16:__dissolve_m_global_2
	movs	r1, #0
	movt	r0, :upper16:__dissolve_m_global_2
	movt	r1, #16352
	movs	r2, #0
	strd	r2, r1, [r0]
	movw	r0, :lower16:__dissolve_m_global_3
	movt	r0, :upper16:__dissolve_m_global_3
	mov.w	r1, #1048576000
	str	r1, [r0]
	bx	lr
.Ltmp3:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	global.0,%object
	.local	global.0
	.comm	global.0,4,4
	.type	__dissolve_m_global_2,%object
	.bss
	.globl	__dissolve_m_global_2
	.p2align	3, 0x0
__dissolve_m_global_2:
	.long	0
	.long	0
	.size	__dissolve_m_global_2, 8

	.type	__dissolve_m_global_3,%object
	.globl	__dissolve_m_global_3
	.p2align	2, 0x0
__dissolve_m_global_3:
	.long	0
	.size	__dissolve_m_global_3, 4

