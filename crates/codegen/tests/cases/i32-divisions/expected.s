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
	.section	.text.m_div_s,"ax",%progbits
	.globl	m_div_s
	.p2align	1
	.type	m_div_s,%function
	.code	16
	.thumb_func
m_div_s:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 68 0 prologue_end
	cbz	r1, .LBB0_3
	cmp.w	r0, #-2147483648
	itee	eq
	addseq.w	r2, r1, #1
	sdivne	r0, r0, r1
.Ltmp0:
	.loc	1 63 0
	bxne	lr
.LBB0_2:
.Ltmp1:
	.loc	1 68 0
	@APP
	udf	#4	@ 0x44 
	@NO_APP
.LBB0_3:
	@APP
	udf	#3	@ 0x44 
	@NO_APP
.Ltmp2:
.Lfunc_end0:
	.size	m_div_s, .Lfunc_end0-m_div_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_div_u,"ax",%progbits
	.globl	m_div_u
	.p2align	1
	.type	m_div_u,%function
	.code	16
	.thumb_func
m_div_u:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 76 0 prologue_end
	cbz	r1, .LBB1_2
	udiv	r0, r0, r1
.Ltmp3:
	.loc	1 71 0
	bx	lr
.LBB1_2:
.Ltmp4:
	.loc	1 76 0
	@APP
	udf	#3	@ 0x4c 
	@NO_APP
.Ltmp5:
.Lfunc_end1:
	.size	m_div_u, .Lfunc_end1-m_div_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_rem_s,"ax",%progbits
	.globl	m_rem_s
	.p2align	1
	.type	m_rem_s,%function
	.code	16
	.thumb_func
m_rem_s:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 84 0 prologue_end
	cbz	r1, .LBB2_2
	adds	r2, r1, #1
	it	eq
	moveq	r1, #1
	sdiv	r2, r0, r1
	mls	r0, r2, r1, r0
.Ltmp6:
	.loc	1 79 0
	bx	lr
.LBB2_2:
.Ltmp7:
	.loc	1 84 0
	@APP
	udf	#3	@ 0x54 
	@NO_APP
.Ltmp8:
.Lfunc_end2:
	.size	m_rem_s, .Lfunc_end2-m_rem_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_rem_u,"ax",%progbits
	.globl	m_rem_u
	.p2align	1
	.type	m_rem_u,%function
	.code	16
	.thumb_func
m_rem_u:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 92 0 prologue_end
	cbz	r1, .LBB3_2
	udiv	r2, r0, r1
	mls	r0, r2, r1, r0
.Ltmp9:
	.loc	1 87 0
	bx	lr
.LBB3_2:
.Ltmp10:
	.loc	1 92 0
	@APP
	udf	#3	@ 0x5c 
	@NO_APP
.Ltmp11:
.Lfunc_end3:
	.size	m_rem_u, .Lfunc_end3-m_rem_u
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
	bx	lr
.Ltmp12:
.Lfunc_end4:
	.size	__dissolve_m_instantiate, .Lfunc_end4-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

