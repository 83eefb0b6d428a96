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
	.section	.text.f,"ax",%progbits
	.p2align	1
	.type	f,%function
	.code	16
	.thumb_func
f:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 78 0 prologue_end
	bx	lr
.Ltmp0:
.Lfunc_end0:
	.size	f, .Lfunc_end0-f
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_get,"ax",%progbits
	.globl	m_get
	.p2align	1
	.type	m_get,%function
	.code	16
	.thumb_func
m_get:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 83 0 prologue_end
	cmp	r0, #4
	itttt	lo
	movwlo	r1, :lower16:__dissolve_m_table_0
	movtlo	r1, :upper16:__dissolve_m_table_0
	ldrlo.w	r0, [r1, r0, lsl #2]
	.loc	1 85 0
	clzlo	r0, r0
	itt	lo
	lsrlo	r0, r0, #5
.Ltmp1:
	.loc	1 80 0
	bxlo	lr
.LBB1_1:
.Ltmp2:
	.loc	1 83 0
	@APP
	udf	#2	@ 0x53 
	@NO_APP
.Ltmp3:
.Lfunc_end1:
	.size	m_get, .Lfunc_end1-m_get
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_set,"ax",%progbits
	.globl	m_set
	.p2align	1
	.type	m_set,%function
	.code	16
	.thumb_func
m_set:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 93 0 prologue_end
	cmp	r0, #4
	itttt	lo
	movwlo	r1, :lower16:__dissolve_m_table_0
	movtlo	r1, :upper16:__dissolve_m_table_0
	movwlo	r2, :lower16:funcref.0
	movtlo	r2, :upper16:funcref.0
	itt	lo
	strlo.w	r2, [r1, r0, lsl #2]
.Ltmp4:
	.loc	1 88 0
	bxlo	lr
.LBB2_1:
.Ltmp5:
	.loc	1 93 0
	@APP
	udf	#2	@ 0x5d 
	@NO_APP
.Ltmp6:
.Lfunc_end2:
	.size	m_set, .Lfunc_end2-m_set
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_size,"ax",%progbits
	.globl	m_size
	.p2align	1
	.type	m_size,%function
	.code	16
	.thumb_func
m_size:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 97 0 prologue_end
	movs	r0, #4
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_size, .Lfunc_end3-m_size
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
	movw	r0, :lower16:__dissolve_m_table_0
	movt	r0, :upper16:__dissolve_m_table_0
	movs	r1, #0
	strd	r1, r1, [r0]
	strd	r1, r1, [r0, #8]
	bx	lr
.Ltmp8:
.Lfunc_end4:
	.size	__dissolve_m_instantiate, .Lfunc_end4-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.type	__dissolve_m_table_0,%object
	.bss
	.globl	__dissolve_m_table_0
	.p2align	2, 0x0
__dissolve_m_table_0:
	.zero	16
	.size	__dissolve_m_table_0, 16

	.type	funcref.0,%object
	.section	.rodata,"a",%progbits
	.p2align	2, 0x0
funcref.0:
	.long	f
	.long	0
	.size	funcref.0, 8

