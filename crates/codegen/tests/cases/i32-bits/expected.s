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
	.section	.text.m_i32_clz,"ax",%progbits
	.globl	m_i32_clz
	.p2align	1
	.type	m_i32_clz,%function
	.code	16
	.thumb_func
m_i32_clz:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 111 0 prologue_end
	clz	r0, r0
.Ltmp0:
	.loc	1 108 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_i32_clz, .Lfunc_end0-m_i32_clz
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_ctz,"ax",%progbits
	.globl	m_i32_ctz
	.p2align	1
	.type	m_i32_ctz,%function
	.code	16
	.thumb_func
m_i32_ctz:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 117 0 prologue_end
	rbit	r0, r0
	clz	r0, r0
.Ltmp2:
	.loc	1 114 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_i32_ctz, .Lfunc_end1-m_i32_ctz
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_popcnt,"ax",%progbits
	.globl	m_i32_popcnt
	.p2align	1
	.type	m_i32_popcnt,%function
	.code	16
	.thumb_func
m_i32_popcnt:
.Lfunc_begin2:
	.loc	1 120 0
	.fnstart
	.cfi_startproc
	mov.w	r1, #1431655765
.Ltmp4:
	.loc	1 123 0 prologue_end
	and.w	r1, r1, r0, lsr #1
	subs	r0, r0, r1
	mov.w	r1, #858993459
	and.w	r1, r1, r0, lsr #2
	bic	r0, r0, #-858993460
	add	r0, r1
	add.w	r0, r0, r0, lsr #4
	bic	r0, r0, #-252645136
	mov.w	r1, #16843009
	muls	r0, r1, r0
	lsrs	r0, r0, #24
.Ltmp5:
	.loc	1 120 0
	bx	lr
.Ltmp6:
.Lfunc_end2:
	.size	m_i32_popcnt, .Lfunc_end2-m_i32_popcnt
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_eqz,"ax",%progbits
	.globl	m_i32_eqz
	.p2align	1
	.type	m_i32_eqz,%function
	.code	16
	.thumb_func
m_i32_eqz:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 129 0 prologue_end
	clz	r0, r0
	lsrs	r0, r0, #5
.Ltmp7:
	.loc	1 126 0
	bx	lr
.Ltmp8:
.Lfunc_end3:
	.size	m_i32_eqz, .Lfunc_end3-m_i32_eqz
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_extend8_s,"ax",%progbits
	.globl	m_i32_extend8_s
	.p2align	1
	.type	m_i32_extend8_s,%function
	.code	16
	.thumb_func
m_i32_extend8_s:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 135 0 prologue_end
	sxtb	r0, r0
.Ltmp9:
	.loc	1 132 0
	bx	lr
.Ltmp10:
.Lfunc_end4:
	.size	m_i32_extend8_s, .Lfunc_end4-m_i32_extend8_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_extend16_s,"ax",%progbits
	.globl	m_i32_extend16_s
	.p2align	1
	.type	m_i32_extend16_s,%function
	.code	16
	.thumb_func
m_i32_extend16_s:
.Lfunc_begin5:
	.fnstart
	.cfi_startproc
	.loc	1 141 0 prologue_end
	sxth	r0, r0
.Ltmp11:
	.loc	1 138 0
	bx	lr
.Ltmp12:
.Lfunc_end5:
	.size	m_i32_extend16_s, .Lfunc_end5-m_i32_extend16_s
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
.Lfunc_begin6:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp13:
.Lfunc_end6:
	.size	__dissolve_m_instantiate, .Lfunc_end6-__dissolve_m_instantiate
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
	.long	.Linfo_string8
	.byte	4
	.long	34
	.long	.Lfunc_begin0
	.long	.Ltmp0-.Lfunc_begin0
	.byte	1
	.byte	108
	.byte	0
	.byte	2
	.long	.Linfo_string3
	.byte	1
	.byte	3
	.long	.Lfunc_begin1
	.long	.Lfunc_end1-.Lfunc_begin1
	.long	.Linfo_string9
	.byte	4
	.long	69
	.long	.Lfunc_begin1
	.long	.Ltmp2-.Lfunc_begin1
	.byte	1
	.byte	114
	.byte	0
	.byte	2
	.long	.Linfo_string4
	.byte	1
	.byte	3
	.long	.Lfunc_begin2
	.long	.Lfunc_end2-.Lfunc_begin2
	.long	.Linfo_string10
	.byte	4
	.long	104
	.long	.Ltmp4
	.long	.Ltmp5-.Ltmp4
	.byte	1
	.byte	120
	.byte	0
	.byte	2
	.long	.Linfo_string5
	.byte	1
	.byte	3
	.long	.Lfunc_begin3
	.long	.Lfunc_end3-.Lfunc_begin3
	.long	.Linfo_string11
	.byte	4
	.long	139
	.long	.Lfunc_begin3
	.long	.Ltmp7-.Lfunc_begin3
	.byte	1
	.byte	126
	.byte	0
	.byte	2
	.long	.Linfo_string6
	.byte	1
	.byte	3
	.long	.Lfunc_begin4
	.long	.Lfunc_end4-.Lfunc_begin4
	.long	.Linfo_string12
	.byte	4
	.long	174
	.long	.Lfunc_begin4
	.long	.Ltmp9-.Lfunc_begin4
	.byte	1
	.byte	132
	.byte	0
	.byte	2
	.long	.Linfo_string7
	.byte	1
	.byte	3
	.long	.Lfunc_begin5
	.long	.Lfunc_end5-.Lfunc_begin5
	.long	.Linfo_string13
	.byte	4
	.long	209
	.long	.Lfunc_begin5
	.long	.Ltmp11-.Lfunc_begin5
	.byte	1
	.byte	138
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
	.long	.Lfunc_begin6
	.long	.Lfunc_end6
	.long	0
	.long	0
	.section	.debug_str,"MS",%progbits,1
.Linfo_string0:
	.asciz	"dissolve"
.Linfo_string1:
	.asciz	"m.wasm"
.Linfo_string2:
	.asciz	"i32.clz"
.Linfo_string3:
	.asciz	"i32.ctz"
.Linfo_string4:
	.asciz	"i32.popcnt"
.Linfo_string5:
	.asciz	"i32.eqz"
.Linfo_string6:
	.asciz	"i32.extend8_s"
.Linfo_string7:
	.asciz	"i32.extend16_s"
.Linfo_string8:
	.asciz	"m_i32_clz"
.Linfo_string9:
	.asciz	"m_i32_ctz"
.Linfo_string10:
	.asciz	"m_i32_popcnt"
.Linfo_string11:
	.asciz	"m_i32_eqz"
.Linfo_string12:
	.asciz	"m_i32_extend8_s"
.Linfo_string13:
	.asciz	"m_i32_extend16_s"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
