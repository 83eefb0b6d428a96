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

	.section	.debug_abbrev,"",%progbits
	.byte	1
	.byte	17
	.byte	1
	.byte	37
	.byte	14
	.byte	19
	.byte	5
	.byte	3
	.byte	14
	.byte	16
	.byte	23
	.byte	17
	.byte	1
	.byte	85
	.byte	23
	.byte	0
	.byte	0
	.byte	2
	.byte	46
	.byte	0
	.byte	3
	.byte	14
	.byte	32
	.byte	11
	.byte	0
	.byte	0
	.byte	3
	.byte	46
	.byte	1
	.byte	17
	.byte	1
	.byte	18
	.byte	6
	.byte	3
	.byte	14
	.byte	0
	.byte	0
	.byte	4
	.byte	29
	.byte	0
	.byte	49
	.byte	19
	.byte	85
	.byte	23
	.byte	88
	.byte	11
	.byte	89
	.byte	11
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_info,"",%progbits
.Lcu_begin0:
	.long	.Ldebug_info_end0-.Ldebug_info_start0
.Ldebug_info_start0:
	.short	4
	.long	.debug_abbrev
	.byte	4
	.byte	1
	.long	.Linfo_string0
	.short	12
	.long	.Linfo_string1
	.long	.Lline_table_start0
	.long	0
	.long	.Ldebug_ranges4
	.byte	2
	.long	.Linfo_string2
	.byte	1
	.byte	3
	.long	.Lfunc_begin0
	.long	.Lfunc_end0-.Lfunc_begin0
	.long	.Linfo_string6
	.byte	4
	.long	34
	.long	.Ldebug_ranges0
	.byte	1
	.byte	63
	.byte	0
	.byte	2
	.long	.Linfo_string3
	.byte	1
	.byte	3
	.long	.Lfunc_begin1
	.long	.Lfunc_end1-.Lfunc_begin1
	.long	.Linfo_string7
	.byte	4
	.long	65
	.long	.Ldebug_ranges1
	.byte	1
	.byte	71
	.byte	0
	.byte	2
	.long	.Linfo_string4
	.byte	1
	.byte	3
	.long	.Lfunc_begin2
	.long	.Lfunc_end2-.Lfunc_begin2
	.long	.Linfo_string8
	.byte	4
	.long	96
	.long	.Ldebug_ranges2
	.byte	1
	.byte	79
	.byte	0
	.byte	2
	.long	.Linfo_string5
	.byte	1
	.byte	3
	.long	.Lfunc_begin3
	.long	.Lfunc_end3-.Lfunc_begin3
	.long	.Linfo_string9
	.byte	4
	.long	127
	.long	.Ldebug_ranges3
	.byte	1
	.byte	87
	.byte	0
	.byte	0
.Ldebug_info_end0:
	.section	.debug_ranges,"",%progbits
.Ldebug_ranges0:
	.long	.Lfunc_begin0
	.long	.Ltmp0
	.long	.Ltmp1
	.long	.Ltmp2
	.long	0
	.long	0
.Ldebug_ranges1:
	.long	.Lfunc_begin1
	.long	.Ltmp3
	.long	.Ltmp4
	.long	.Ltmp5
	.long	0
	.long	0
.Ldebug_ranges2:
	.long	.Lfunc_begin2
	.long	.Ltmp6
	.long	.Ltmp7
	.long	.Ltmp8
	.long	0
	.long	0
.Ldebug_ranges3:
	.long	.Lfunc_begin3
	.long	.Ltmp9
	.long	.Ltmp10
	.long	.Ltmp11
	.long	0
	.long	0
.Ldebug_ranges4:
	.long	.Lfunc_begin0
	.long	.Lfunc_end0
	.long	.Lfunc_begin1
	.long	.Lfunc_end1
	.long	.Lfunc_begin2
	.long	.Lfunc_end2
	.long	.Lfunc_begin3
	.long	.Lfunc_end3
	.long	.Lfunc_begin4
	.long	.Lfunc_end4
	.long	0
	.long	0
	.section	.debug_str,"MS",%progbits,1
.Linfo_string0:
	.asciz	"dissolve"
.Linfo_string1:
	.asciz	"m.wasm"
.Linfo_string2:
	.asciz	"div_s"
.Linfo_string3:
	.asciz	"div_u"
.Linfo_string4:
	.asciz	"rem_s"
.Linfo_string5:
	.asciz	"rem_u"
.Linfo_string6:
	.asciz	"m_div_s"
.Linfo_string7:
	.asciz	"m_div_u"
.Linfo_string8:
	.asciz	"m_rem_s"
.Linfo_string9:
	.asciz	"m_rem_u"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
