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
	.file	1 "m.wasm"
	.loc	1 45 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp0:
	.loc	1 50 0 prologue_end
	orrs.w	r12, r2, r3
	beq	.LBB0_4
	eor	r12, r1, #-2147483648
	orrs.w	r12, r12, r0
	bne	.LBB0_3
	.loc	1 0 0 is_stmt 0
	mov.w	r12, #-2147483648
	orn	r12, r12, #-2147483648
	mov.w	lr, #-1
	.loc	1 50 0
	eor.w	lr, lr, r2
	eor.w	r12, r12, r3
	orrs.w	r12, r12, lr
	beq	.LBB0_5
.LBB0_3:
	bl	__aeabi_ldivmod
.Ltmp1:
	.loc	1 45 0 epilogue_begin is_stmt 1
	pop	{r7, pc}
.LBB0_4:
.Ltmp2:
	.loc	1 50 0
	@APP
	udf	#3	@ 0x32 
	@NO_APP
.LBB0_5:
	@APP
	udf	#4	@ 0x32 
	@NO_APP
.Ltmp3:
.Lfunc_end0:
	.size	m_div_s, .Lfunc_end0-m_div_s
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
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 58 0 prologue_end
	orrs.w	r12, r2, r3
	beq	.LBB1_2
	.loc	1 0 0 is_stmt 0
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.loc	1 58 0
	bl	__aeabi_uldivmod
	mov	r0, r2
	mov	r1, r3
.Ltmp4:
	.loc	1 53 0 epilogue_begin is_stmt 1
	pop	{r7, pc}
.LBB1_2:
.Ltmp5:
	.loc	1 58 0
	@APP
	udf	#3	@ 0x3a 
	@NO_APP
.Ltmp6:
.Lfunc_end1:
	.size	m_rem_u, .Lfunc_end1-m_rem_u
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
.Ltmp7:
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
	.long	.Ldebug_ranges2
	.byte	2
	.long	.Linfo_string2
	.byte	1
	.byte	3
	.long	.Lfunc_begin0
	.long	.Lfunc_end0-.Lfunc_begin0
	.long	.Linfo_string4
	.byte	4
	.long	34
	.long	.Ldebug_ranges0
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
	.long	65
	.long	.Ldebug_ranges1
	.byte	1
	.byte	53
	.byte	0
	.byte	0
.Ldebug_info_end0:
	.section	.debug_ranges,"",%progbits
.Ldebug_ranges0:
	.long	.Ltmp0
	.long	.Ltmp1
	.long	.Ltmp2
	.long	.Ltmp3
	.long	0
	.long	0
.Ldebug_ranges1:
	.long	.Lfunc_begin1
	.long	.Ltmp4
	.long	.Ltmp5
	.long	.Ltmp6
	.long	0
	.long	0
.Ldebug_ranges2:
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
	.asciz	"div_s"
.Linfo_string3:
	.asciz	"rem_u"
.Linfo_string4:
	.asciz	"m_div_s"
.Linfo_string5:
	.asciz	"m_rem_u"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
