	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m4
	.eabi_attribute	6, 13
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 2
	.fpu	fpv4-sp-d16
	.eabi_attribute	27, 1
	.eabi_attribute	36, 1
	.eabi_attribute	34, 1
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	28, 1
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
	.loc	1 56 0 prologue_end
	vcmp.f32	s0, s1
	movs	r0, #0
	vmrs	APSR_nzcv, fpscr
	it	eq
	moveq	r0, #1
.Ltmp0:
	.loc	1 51 0
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
	.loc	1 64 0 prologue_end
	vcmp.f32	s0, s1
	movs	r0, #0
	vmrs	APSR_nzcv, fpscr
	it	ne
	movne	r0, #1
.Ltmp2:
	.loc	1 59 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_ne, .Lfunc_end1-m_ne
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_lt,"ax",%progbits
	.globl	m_lt
	.p2align	1
	.type	m_lt,%function
	.code	16
	.thumb_func
m_lt:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 72 0 prologue_end
	vcmp.f32	s0, s1
	movs	r0, #0
	vmrs	APSR_nzcv, fpscr
	it	mi
	movmi	r0, #1
.Ltmp4:
	.loc	1 67 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_lt, .Lfunc_end2-m_lt
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_ge,"ax",%progbits
	.globl	m_ge
	.p2align	1
	.type	m_ge,%function
	.code	16
	.thumb_func
m_ge:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 80 0 prologue_end
	vcmp.f32	s0, s1
	movs	r0, #0
	vmrs	APSR_nzcv, fpscr
	it	ge
	movge	r0, #1
.Ltmp6:
	.loc	1 75 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_ge, .Lfunc_end3-m_ge
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
.Ltmp8:
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
	.long	.Linfo_string6
	.byte	4
	.long	34
	.long	.Lfunc_begin0
	.long	.Ltmp0-.Lfunc_begin0
	.byte	1
	.byte	51
	.byte	0
	.byte	2
	.long	.Linfo_string3
	.byte	1
	.byte	3
	.long	.Lfunc_begin1
	.long	.Lfunc_end1-.Lfunc_begin1
	.long	.Linfo_string7
	.byte	4
	.long	69
	.long	.Lfunc_begin1
	.long	.Ltmp2-.Lfunc_begin1
	.byte	1
	.byte	59
	.byte	0
	.byte	2
	.long	.Linfo_string4
	.byte	1
	.byte	3
	.long	.Lfunc_begin2
	.long	.Lfunc_end2-.Lfunc_begin2
	.long	.Linfo_string8
	.byte	4
	.long	104
	.long	.Lfunc_begin2
	.long	.Ltmp4-.Lfunc_begin2
	.byte	1
	.byte	67
	.byte	0
	.byte	2
	.long	.Linfo_string5
	.byte	1
	.byte	3
	.long	.Lfunc_begin3
	.long	.Lfunc_end3-.Lfunc_begin3
	.long	.Linfo_string9
	.byte	4
	.long	139
	.long	.Lfunc_begin3
	.long	.Ltmp6-.Lfunc_begin3
	.byte	1
	.byte	75
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
	.asciz	"lt"
.Linfo_string5:
	.asciz	"ge"
.Linfo_string6:
	.asciz	"m_eq"
.Linfo_string7:
	.asciz	"m_ne"
.Linfo_string8:
	.asciz	"m_lt"
.Linfo_string9:
	.asciz	"m_ge"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
