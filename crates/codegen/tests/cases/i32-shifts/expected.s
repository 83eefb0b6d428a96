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
	.section	.text.m_shl,"ax",%progbits
	.globl	m_shl
	.p2align	1
	.type	m_shl,%function
	.code	16
	.thumb_func
m_shl:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 73 0 prologue_end
	and	r1, r1, #31
	lsls	r0, r1
.Ltmp0:
	.loc	1 68 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_shl, .Lfunc_end0-m_shl
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_shr_s,"ax",%progbits
	.globl	m_shr_s
	.p2align	1
	.type	m_shr_s,%function
	.code	16
	.thumb_func
m_shr_s:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 81 0 prologue_end
	and	r1, r1, #31
	asrs	r0, r1
.Ltmp2:
	.loc	1 76 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_shr_s, .Lfunc_end1-m_shr_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_shr_u,"ax",%progbits
	.globl	m_shr_u
	.p2align	1
	.type	m_shr_u,%function
	.code	16
	.thumb_func
m_shr_u:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 89 0 prologue_end
	and	r1, r1, #31
	lsrs	r0, r1
.Ltmp4:
	.loc	1 84 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_shr_u, .Lfunc_end2-m_shr_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_rotl,"ax",%progbits
	.globl	m_rotl
	.p2align	1
	.type	m_rotl,%function
	.code	16
	.thumb_func
m_rotl:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 97 0 prologue_end
	rsbs	r1, r1, #0
	rors	r0, r1
.Ltmp6:
	.loc	1 92 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_rotl, .Lfunc_end3-m_rotl
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_rotr,"ax",%progbits
	.globl	m_rotr
	.p2align	1
	.type	m_rotr,%function
	.code	16
	.thumb_func
m_rotr:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 105 0 prologue_end
	rors	r0, r1
.Ltmp8:
	.loc	1 100 0
	bx	lr
.Ltmp9:
.Lfunc_end4:
	.size	m_rotr, .Lfunc_end4-m_rotr
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
	bx	lr
.Ltmp10:
.Lfunc_end5:
	.size	__dissolve_m_instantiate, .Lfunc_end5-__dissolve_m_instantiate
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
	.byte	17
	.byte	1
	.byte	18
	.byte	6
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
	.long	.Ldebug_ranges0
	.byte	2
	.long	.Linfo_string2
	.byte	1
	.byte	3
	.long	.Lfunc_begin0
	.long	.Lfunc_end0-.Lfunc_begin0
	.long	.Linfo_string7
	.byte	4
	.long	34
	.long	.Lfunc_begin0
	.long	.Ltmp0-.Lfunc_begin0
	.byte	1
	.byte	68
	.byte	0
	.byte	2
	.long	.Linfo_string3
	.byte	1
	.byte	3
	.long	.Lfunc_begin1
	.long	.Lfunc_end1-.Lfunc_begin1
	.long	.Linfo_string8
	.byte	4
	.long	69
	.long	.Lfunc_begin1
	.long	.Ltmp2-.Lfunc_begin1
	.byte	1
	.byte	76
	.byte	0
	.byte	2
	.long	.Linfo_string4
	.byte	1
	.byte	3
	.long	.Lfunc_begin2
	.long	.Lfunc_end2-.Lfunc_begin2
	.long	.Linfo_string9
	.byte	4
	.long	104
	.long	.Lfunc_begin2
	.long	.Ltmp4-.Lfunc_begin2
	.byte	1
	.byte	84
	.byte	0
	.byte	2
	.long	.Linfo_string5
	.byte	1
	.byte	3
	.long	.Lfunc_begin3
	.long	.Lfunc_end3-.Lfunc_begin3
	.long	.Linfo_string10
	.byte	4
	.long	139
	.long	.Lfunc_begin3
	.long	.Ltmp6-.Lfunc_begin3
	.byte	1
	.byte	92
	.byte	0
	.byte	2
	.long	.Linfo_string6
	.byte	1
	.byte	3
	.long	.Lfunc_begin4
	.long	.Lfunc_end4-.Lfunc_begin4
	.long	.Linfo_string11
	.byte	4
	.long	174
	.long	.Lfunc_begin4
	.long	.Ltmp8-.Lfunc_begin4
	.byte	1
	.byte	100
	.byte	0
	.byte	0
.Ldebug_info_end0:
	.section	.debug_ranges,"",%progbits
.Ldebug_ranges0:
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
	.long	.Lfunc_begin5
	.long	.Lfunc_end5
	.long	0
	.long	0
	.section	.debug_str,"MS",%progbits,1
.Linfo_string0:
	.asciz	"dissolve"
.Linfo_string1:
	.asciz	"m.wasm"
.Linfo_string2:
	.asciz	"shl"
.Linfo_string3:
	.asciz	"shr_s"
.Linfo_string4:
	.asciz	"shr_u"
.Linfo_string5:
	.asciz	"rotl"
.Linfo_string6:
	.asciz	"rotr"
.Linfo_string7:
	.asciz	"m_shl"
.Linfo_string8:
	.asciz	"m_shr_s"
.Linfo_string9:
	.asciz	"m_shr_u"
.Linfo_string10:
	.asciz	"m_rotl"
.Linfo_string11:
	.asciz	"m_rotr"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
