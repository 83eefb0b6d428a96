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
	.section	.text.m_f,"ax",%progbits
	.globl	m_f
	.p2align	1
	.type	m_f,%function
	.code	16
	.thumb_func
m_f:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 52 0 prologue_end
	cmp	r2, #0
	it	eq
	moveq	r0, r1
.Ltmp0:
	.loc	1 45 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_f, .Lfunc_end0-m_f
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_g,"ax",%progbits
	.globl	m_g
	.p2align	1
	.type	m_g,%function
	.code	16
	.thumb_func
m_g:
.Lfunc_begin1:
	.loc	1 55 0
	.fnstart
	.cfi_startproc
	ldr.w	r12, [sp]
.Ltmp2:
	.loc	1 62 0 prologue_end
	cmp.w	r12, #0
	itt	eq
	moveq	r0, r2
	moveq	r1, r3
.Ltmp3:
	.loc	1 55 0
	bx	lr
.Ltmp4:
.Lfunc_end1:
	.size	m_g, .Lfunc_end1-m_g
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
.Lfunc_begin2:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
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
	.long	.Linfo_string4
	.byte	4
	.long	34
	.long	.Lfunc_begin0
	.long	.Ltmp0-.Lfunc_begin0
	.byte	1
	.byte	45
	.byte	0
	.byte	2
	.long	.Linfo_string3
	.byte	1
	.byte	3
	.long	.Lfunc_begin1
	.long	.Lfunc_end1-.Lfunc_begin1
	.long	.Linfo_string5
	.byte	4
	.long	69
	.long	.Ltmp2
	.long	.Ltmp3-.Ltmp2
	.byte	1
	.byte	55
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
	.long	0
	.long	0
	.section	.debug_str,"MS",%progbits,1
.Linfo_string0:
	.asciz	"dissolve"
.Linfo_string1:
	.asciz	"m.wasm"
.Linfo_string2:
	.asciz	"f"
.Linfo_string3:
	.asciz	"g"
.Linfo_string4:
	.asciz	"m_f"
.Linfo_string5:
	.asciz	"m_g"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
