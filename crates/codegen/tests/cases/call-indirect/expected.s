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
	.loc	1 60 0 prologue_end
	adds	r0, #1
	.loc	1 61 0
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
	.loc	1 68 0 prologue_end
	lsls	r0, r0, #1
	.loc	1 69 0
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
	.loc	1 76 0 prologue_end
	cmp	r0, #4
	bhs	.LBB2_6
	cmp	r0, #3
	beq	.LBB2_5
	cbz	r0, .LBB2_5
	movw	r2, :lower16:table.0
	movt	r2, :upper16:table.0
	ldr.w	r0, [r2, r0, lsl #2]
	ldr	r2, [r0, #4]
	cbnz	r2, .LBB2_7
	ldr	r2, [r0]
	mov	r0, r1
	bx	r2
.LBB2_5:
	@APP
	udf	#7	@ 0x4c 
	@NO_APP
.LBB2_6:
	@APP
	udf	#8	@ 0x4c 
	@NO_APP
.LBB2_7:
	@APP
	udf	#6	@ 0x4c 
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

	.type	funcref.0,%object
	.section	.rodata,"a",%progbits
	.p2align	2, 0x0
funcref.0:
	.long	a
	.long	0
	.size	funcref.0, 8

	.type	funcref.1,%object
	.p2align	2, 0x0
funcref.1:
	.long	b
	.long	0
	.size	funcref.1, 8

	.type	table.0,%object
	.p2align	2, 0x0
table.0:
	.long	0
	.long	funcref.0
	.long	funcref.1
	.long	0
	.size	table.0, 16

