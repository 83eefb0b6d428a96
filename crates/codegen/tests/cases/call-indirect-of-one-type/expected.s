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
	.section	.text.a,"ax",%progbits
	.p2align	1
	.type	a,%function
	.code	16
	.thumb_func
a:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 57 0 prologue_end
	movs	r0, #1
	bx	lr
.Ltmp0:
.Lfunc_end0:
	.size	a, .Lfunc_end0-a
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.b,"ax",%progbits
	.p2align	1
	.type	b,%function
	.code	16
	.thumb_func
b:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 62 0 prologue_end
	movs	r0, #2
	bx	lr
.Ltmp1:
.Lfunc_end1:
	.size	b, .Lfunc_end1-b
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
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 67 0 prologue_end
	cmp	r0, #2
	bhs	.LBB2_2
	movw	r1, :lower16:table.0.code.0
	movt	r1, :upper16:table.0.code.0
	ldr.w	r0, [r1, r0, lsl #2]
	bx	r0
.LBB2_2:
	@APP
	udf	#8	@ 0x43 
	@NO_APP
.Ltmp2:
.Lfunc_end2:
	.size	m_f, .Lfunc_end2-m_f
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
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp3:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	table.0.code.0,%object
	.section	.rodata,"a",%progbits
	.p2align	2, 0x0
table.0.code.0:
	.long	a
	.long	b
	.size	table.0.code.0, 8

