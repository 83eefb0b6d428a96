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
	.section	.text.m_eq,"ax",%progbits
	.globl	m_eq
	.p2align	1
	.type	m_eq,%function
	.code	16
	.thumb_func
m_eq:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 108 0 prologue_end
	subs	r0, r0, r1
	clz	r0, r0
	lsrs	r0, r0, #5
.Ltmp0:
	.loc	1 103 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_eq, .Lfunc_end0-m_eq
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_ne,"ax",%progbits
	.globl	m_ne
	.p2align	1
	.type	m_ne,%function
	.code	16
	.thumb_func
m_ne:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 116 0 prologue_end
	subs	r0, r0, r1
	it	ne
	movne	r0, #1
.Ltmp2:
	.loc	1 111 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_ne, .Lfunc_end1-m_ne
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_lt_s,"ax",%progbits
	.globl	m_lt_s
	.p2align	1
	.type	m_lt_s,%function
	.code	16
	.thumb_func
m_lt_s:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 124 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	lt
	movlt	r0, #1
.Ltmp4:
	.loc	1 119 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_lt_s, .Lfunc_end2-m_lt_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_lt_u,"ax",%progbits
	.globl	m_lt_u
	.p2align	1
	.type	m_lt_u,%function
	.code	16
	.thumb_func
m_lt_u:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 132 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	lo
	movlo	r0, #1
.Ltmp6:
	.loc	1 127 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_lt_u, .Lfunc_end3-m_lt_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_gt_s,"ax",%progbits
	.globl	m_gt_s
	.p2align	1
	.type	m_gt_s,%function
	.code	16
	.thumb_func
m_gt_s:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 140 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	gt
	movgt	r0, #1
.Ltmp8:
	.loc	1 135 0
	bx	lr
.Ltmp9:
.Lfunc_end4:
	.size	m_gt_s, .Lfunc_end4-m_gt_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_gt_u,"ax",%progbits
	.globl	m_gt_u
	.p2align	1
	.type	m_gt_u,%function
	.code	16
	.thumb_func
m_gt_u:
.Lfunc_begin5:
	.fnstart
	.cfi_startproc
	.loc	1 148 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	hi
	movhi	r0, #1
.Ltmp10:
	.loc	1 143 0
	bx	lr
.Ltmp11:
.Lfunc_end5:
	.size	m_gt_u, .Lfunc_end5-m_gt_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_le_s,"ax",%progbits
	.globl	m_le_s
	.p2align	1
	.type	m_le_s,%function
	.code	16
	.thumb_func
m_le_s:
.Lfunc_begin6:
	.fnstart
	.cfi_startproc
	.loc	1 156 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	le
	movle	r0, #1
.Ltmp12:
	.loc	1 151 0
	bx	lr
.Ltmp13:
.Lfunc_end6:
	.size	m_le_s, .Lfunc_end6-m_le_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_le_u,"ax",%progbits
	.globl	m_le_u
	.p2align	1
	.type	m_le_u,%function
	.code	16
	.thumb_func
m_le_u:
.Lfunc_begin7:
	.fnstart
	.cfi_startproc
	.loc	1 164 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	ls
	movls	r0, #1
.Ltmp14:
	.loc	1 159 0
	bx	lr
.Ltmp15:
.Lfunc_end7:
	.size	m_le_u, .Lfunc_end7-m_le_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_ge_s,"ax",%progbits
	.globl	m_ge_s
	.p2align	1
	.type	m_ge_s,%function
	.code	16
	.thumb_func
m_ge_s:
.Lfunc_begin8:
	.fnstart
	.cfi_startproc
	.loc	1 172 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	ge
	movge	r0, #1
.Ltmp16:
	.loc	1 167 0
	bx	lr
.Ltmp17:
.Lfunc_end8:
	.size	m_ge_s, .Lfunc_end8-m_ge_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_ge_u,"ax",%progbits
	.globl	m_ge_u
	.p2align	1
	.type	m_ge_u,%function
	.code	16
	.thumb_func
m_ge_u:
.Lfunc_begin9:
	.fnstart
	.cfi_startproc
	.loc	1 180 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	hs
	movhs	r0, #1
.Ltmp18:
	.loc	1 175 0
	bx	lr
.Ltmp19:
.Lfunc_end9:
	.size	m_ge_u, .Lfunc_end9-m_ge_u
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
.Lfunc_begin10:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp20:
.Lfunc_end10:
	.size	__dissolve_m_instantiate, .Lfunc_end10-__dissolve_m_instantiate
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
	.long	.Linfo_string12
	.byte	4
	.long	34
	.long	.Lfunc_begin0
	.long	.Ltmp0-.Lfunc_begin0
	.byte	1
	.byte	103
	.byte	0
	.byte	2
	.long	.Linfo_string3
	.byte	1
	.byte	3
	.long	.Lfunc_begin1
	.long	.Lfunc_end1-.Lfunc_begin1
	.long	.Linfo_string13
	.byte	4
	.long	69
	.long	.Lfunc_begin1
	.long	.Ltmp2-.Lfunc_begin1
	.byte	1
	.byte	111
	.byte	0
	.byte	2
	.long	.Linfo_string4
	.byte	1
	.byte	3
	.long	.Lfunc_begin2
	.long	.Lfunc_end2-.Lfunc_begin2
	.long	.Linfo_string14
	.byte	4
	.long	104
	.long	.Lfunc_begin2
	.long	.Ltmp4-.Lfunc_begin2
	.byte	1
	.byte	119
	.byte	0
	.byte	2
	.long	.Linfo_string5
	.byte	1
	.byte	3
	.long	.Lfunc_begin3
	.long	.Lfunc_end3-.Lfunc_begin3
	.long	.Linfo_string15
	.byte	4
	.long	139
	.long	.Lfunc_begin3
	.long	.Ltmp6-.Lfunc_begin3
	.byte	1
	.byte	127
	.byte	0
	.byte	2
	.long	.Linfo_string6
	.byte	1
	.byte	3
	.long	.Lfunc_begin4
	.long	.Lfunc_end4-.Lfunc_begin4
	.long	.Linfo_string16
	.byte	4
	.long	174
	.long	.Lfunc_begin4
	.long	.Ltmp8-.Lfunc_begin4
	.byte	1
	.byte	135
	.byte	0
	.byte	2
	.long	.Linfo_string7
	.byte	1
	.byte	3
	.long	.Lfunc_begin5
	.long	.Lfunc_end5-.Lfunc_begin5
	.long	.Linfo_string17
	.byte	4
	.long	209
	.long	.Lfunc_begin5
	.long	.Ltmp10-.Lfunc_begin5
	.byte	1
	.byte	143
	.byte	0
	.byte	2
	.long	.Linfo_string8
	.byte	1
	.byte	3
	.long	.Lfunc_begin6
	.long	.Lfunc_end6-.Lfunc_begin6
	.long	.Linfo_string18
	.byte	4
	.long	244
	.long	.Lfunc_begin6
	.long	.Ltmp12-.Lfunc_begin6
	.byte	1
	.byte	151
	.byte	0
	.byte	2
	.long	.Linfo_string9
	.byte	1
	.byte	3
	.long	.Lfunc_begin7
	.long	.Lfunc_end7-.Lfunc_begin7
	.long	.Linfo_string19
	.byte	4
	.long	279
	.long	.Lfunc_begin7
	.long	.Ltmp14-.Lfunc_begin7
	.byte	1
	.byte	159
	.byte	0
	.byte	2
	.long	.Linfo_string10
	.byte	1
	.byte	3
	.long	.Lfunc_begin8
	.long	.Lfunc_end8-.Lfunc_begin8
	.long	.Linfo_string20
	.byte	4
	.long	314
	.long	.Lfunc_begin8
	.long	.Ltmp16-.Lfunc_begin8
	.byte	1
	.byte	167
	.byte	0
	.byte	2
	.long	.Linfo_string11
	.byte	1
	.byte	3
	.long	.Lfunc_begin9
	.long	.Lfunc_end9-.Lfunc_begin9
	.long	.Linfo_string21
	.byte	4
	.long	349
	.long	.Lfunc_begin9
	.long	.Ltmp18-.Lfunc_begin9
	.byte	1
	.byte	175
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
	.long	.Lfunc_begin7
	.long	.Lfunc_end7
	.long	.Lfunc_begin8
	.long	.Lfunc_end8
	.long	.Lfunc_begin9
	.long	.Lfunc_end9
	.long	.Lfunc_begin10
	.long	.Lfunc_end10
	.long	0
	.long	0
	.section	.debug_str,"MS",%progbits,1
.Linfo_string0:
	.asciz	"dissolve"
.Linfo_string1:
	.asciz	"m.wasm"
.Linfo_string2:
	.asciz	"eq"
.Linfo_string3:
	.asciz	"ne"
.Linfo_string4:
	.asciz	"lt_s"
.Linfo_string5:
	.asciz	"lt_u"
.Linfo_string6:
	.asciz	"gt_s"
.Linfo_string7:
	.asciz	"gt_u"
.Linfo_string8:
	.asciz	"le_s"
.Linfo_string9:
	.asciz	"le_u"
.Linfo_string10:
	.asciz	"ge_s"
.Linfo_string11:
	.asciz	"ge_u"
.Linfo_string12:
	.asciz	"m_eq"
.Linfo_string13:
	.asciz	"m_ne"
.Linfo_string14:
	.asciz	"m_lt_s"
.Linfo_string15:
	.asciz	"m_lt_u"
.Linfo_string16:
	.asciz	"m_gt_s"
.Linfo_string17:
	.asciz	"m_gt_u"
.Linfo_string18:
	.asciz	"m_le_s"
.Linfo_string19:
	.asciz	"m_le_u"
.Linfo_string20:
	.asciz	"m_ge_s"
.Linfo_string21:
	.asciz	"m_ge_u"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
