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
	.section	.text.m_add,"ax",%progbits
	.globl	m_add
	.p2align	1
	.type	m_add,%function
	.code	16
	.thumb_func
m_add:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 73 0 prologue_end
	add	r0, r1
.Ltmp0:
	.loc	1 68 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_add, .Lfunc_end0-m_add
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_sub,"ax",%progbits
	.globl	m_sub
	.p2align	1
	.type	m_sub,%function
	.code	16
	.thumb_func
m_sub:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 81 0 prologue_end
	subs	r0, r0, r1
.Ltmp2:
	.loc	1 76 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_sub, .Lfunc_end1-m_sub
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_mul,"ax",%progbits
	.globl	m_mul
	.p2align	1
	.type	m_mul,%function
	.code	16
	.thumb_func
m_mul:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 89 0 prologue_end
	muls	r0, r1, r0
.Ltmp4:
	.loc	1 84 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_mul, .Lfunc_end2-m_mul
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_and,"ax",%progbits
	.globl	m_and
	.p2align	1
	.type	m_and,%function
	.code	16
	.thumb_func
m_and:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 97 0 prologue_end
	ands	r0, r1
.Ltmp6:
	.loc	1 92 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_and, .Lfunc_end3-m_and
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_or,"ax",%progbits
	.globl	m_or
	.p2align	1
	.type	m_or,%function
	.code	16
	.thumb_func
m_or:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 105 0 prologue_end
	orrs	r0, r1
.Ltmp8:
	.loc	1 100 0
	bx	lr
.Ltmp9:
.Lfunc_end4:
	.size	m_or, .Lfunc_end4-m_or
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_xor,"ax",%progbits
	.globl	m_xor
	.p2align	1
	.type	m_xor,%function
	.code	16
	.thumb_func
m_xor:
.Lfunc_begin5:
	.fnstart
	.cfi_startproc
	.loc	1 113 0 prologue_end
	eors	r0, r1
.Ltmp10:
	.loc	1 108 0
	bx	lr
.Ltmp11:
.Lfunc_end5:
	.size	m_xor, .Lfunc_end5-m_xor
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
.Ltmp12:
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
	.byte	68
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
	.byte	76
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
	.long	.Linfo_string11
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
	.long	.Linfo_string12
	.byte	4
	.long	174
	.long	.Lfunc_begin4
	.long	.Ltmp8-.Lfunc_begin4
	.byte	1
	.byte	100
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
	.long	.Ltmp10-.Lfunc_begin5
	.byte	1
	.byte	108
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
	.asciz	"add"
.Linfo_string3:
	.asciz	"sub"
.Linfo_string4:
	.asciz	"mul"
.Linfo_string5:
	.asciz	"and"
.Linfo_string6:
	.asciz	"or"
.Linfo_string7:
	.asciz	"xor"
.Linfo_string8:
	.asciz	"m_add"
.Linfo_string9:
	.asciz	"m_sub"
.Linfo_string10:
	.asciz	"m_mul"
.Linfo_string11:
	.asciz	"m_and"
.Linfo_string12:
	.asciz	"m_or"
.Linfo_string13:
	.asciz	"m_xor"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
