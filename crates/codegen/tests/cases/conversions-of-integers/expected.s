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
	.section	.text.m_f32_convert_i32_s,"ax",%progbits
	.globl	m_f32_convert_i32_s
	.p2align	1
	.type	m_f32_convert_i32_s,%function
	.code	16
	.thumb_func
m_f32_convert_i32_s:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 97 0 prologue_end
	vmov	s0, r0
	vcvt.f32.s32	s0, s0
.Ltmp0:
	.loc	1 94 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_f32_convert_i32_s, .Lfunc_end0-m_f32_convert_i32_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f32_convert_i32_u,"ax",%progbits
	.globl	m_f32_convert_i32_u
	.p2align	1
	.type	m_f32_convert_i32_u,%function
	.code	16
	.thumb_func
m_f32_convert_i32_u:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 103 0 prologue_end
	vmov	s0, r0
	vcvt.f32.u32	s0, s0
.Ltmp2:
	.loc	1 100 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_f32_convert_i32_u, .Lfunc_end1-m_f32_convert_i32_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f64_convert_i64_s,"ax",%progbits
	.globl	m_f64_convert_i64_s
	.p2align	1
	.type	m_f64_convert_i64_s,%function
	.code	16
	.thumb_func
m_f64_convert_i64_s:
.Lfunc_begin2:
	.loc	1 106 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp4:
	.loc	1 109 0 prologue_end
	bl	__aeabi_l2d
	vmov	d0, r0, r1
.Ltmp5:
	.loc	1 106 0 epilogue_begin
	pop	{r7, pc}
.Ltmp6:
.Lfunc_end2:
	.size	m_f64_convert_i64_s, .Lfunc_end2-m_f64_convert_i64_s
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
.Ltmp7:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
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
	.long	.Linfo_string5
	.byte	4
	.long	34
	.long	.Lfunc_begin0
	.long	.Ltmp0-.Lfunc_begin0
	.byte	1
	.byte	94
	.byte	0
	.byte	2
	.long	.Linfo_string3
	.byte	1
	.byte	3
	.long	.Lfunc_begin1
	.long	.Lfunc_end1-.Lfunc_begin1
	.long	.Linfo_string6
	.byte	4
	.long	69
	.long	.Lfunc_begin1
	.long	.Ltmp2-.Lfunc_begin1
	.byte	1
	.byte	100
	.byte	0
	.byte	2
	.long	.Linfo_string4
	.byte	1
	.byte	3
	.long	.Lfunc_begin2
	.long	.Lfunc_end2-.Lfunc_begin2
	.long	.Linfo_string7
	.byte	4
	.long	104
	.long	.Ltmp4
	.long	.Ltmp5-.Ltmp4
	.byte	1
	.byte	106
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
	.long	0
	.long	0
	.section	.debug_str,"MS",%progbits,1
.Linfo_string0:
	.asciz	"dissolve"
.Linfo_string1:
	.asciz	"m.wasm"
.Linfo_string2:
	.asciz	"f32.convert_i32_s"
.Linfo_string3:
	.asciz	"f32.convert_i32_u"
.Linfo_string4:
	.asciz	"f64.convert_i64_s"
.Linfo_string5:
	.asciz	"m_f32_convert_i32_s"
.Linfo_string6:
	.asciz	"m_f32_convert_i32_u"
.Linfo_string7:
	.asciz	"m_f64_convert_i64_s"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
