	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m0
	.eabi_attribute	6, 12
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 1
	.eabi_attribute	34, 0
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	38, 1
	.eabi_attribute	14, 0
	.code	16
	.file	"m"

	.section	.bss.dissolve.m_memory_0,"aw",%nobits
	.p2align	4, 0x0
	.globl	__dissolve_m_memory_0
	.type	__dissolve_m_memory_0,%object
	.size	__dissolve_m_memory_0, 65536
__dissolve_m_memory_0:
	.zero	65536


	.section	.text.m_i32_load8_u,"ax",%progbits
	.globl	m_i32_load8_u
	.p2align	2
	.type	m_i32_load8_u,%function
	.code	16
	.thumb_func
m_i32_load8_u:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 94 0 prologue_end
	lsrs	r1, r0, #16
	bne	.LBB0_2
	ldr	r1, .LCPI0_0
	ldrb	r0, [r1, r0]
.Ltmp0:
	.loc	1 91 0
	bx	lr
.LBB0_2:
.Ltmp1:
	.loc	1 94 0
	@APP
	udf	#1	@ 0x5e 
	@NO_APP
.Ltmp2:
	.loc	1 0 0 is_stmt 0
.Ltmp3:
	.p2align	2
.LCPI0_0:
	.long	__dissolve_m_memory_0
.Lfunc_end0:
	.size	m_i32_load8_u, .Lfunc_end0-m_i32_load8_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load16_s,"ax",%progbits
	.globl	m_i32_load16_s
	.p2align	2
	.type	m_i32_load16_s,%function
	.code	16
	.thumb_func
m_i32_load16_s:
.Lfunc_begin1:
	.loc	1 99 0 is_stmt 1
	.fnstart
	.cfi_startproc
	ldr	r1, .LCPI1_0
.Ltmp4:
	.loc	1 102 0 prologue_end
	cmp	r0, r1
	bhs	.LBB1_2
	ldr	r1, .LCPI1_1
	ldrb	r2, [r1, r0]
	adds	r0, r1, r0
	movs	r1, #1
	ldrsb	r0, [r0, r1]
	lsls	r0, r0, #8
	adds	r0, r0, r2
.Ltmp5:
	.loc	1 99 0
	bx	lr
.LBB1_2:
.Ltmp6:
	.loc	1 102 0
	@APP
	udf	#1	@ 0x66 
	@NO_APP
.Ltmp7:
	.loc	1 0 0 is_stmt 0
.Ltmp8:
	.p2align	2
.LCPI1_0:
	.long	65535
.LCPI1_1:
	.long	__dissolve_m_memory_0
.Lfunc_end1:
	.size	m_i32_load16_s, .Lfunc_end1-m_i32_load16_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load,"ax",%progbits
	.globl	m_i32_load
	.p2align	2
	.type	m_i32_load,%function
	.code	16
	.thumb_func
m_i32_load:
.Lfunc_begin2:
	.loc	1 107 0 is_stmt 1
	.fnstart
	.cfi_startproc
	ldr	r1, .LCPI2_0
.Ltmp9:
	.loc	1 110 0 prologue_end
	cmp	r0, r1
	bhs	.LBB2_2
	ldr	r1, .LCPI2_1
	ldrb	r2, [r1, r0]
	adds	r0, r1, r0
	ldrb	r1, [r0, #1]
	lsls	r1, r1, #8
	adds	r1, r1, r2
	ldrb	r2, [r0, #2]
	lsls	r2, r2, #16
	ldrb	r0, [r0, #3]
	lsls	r0, r0, #24
	adds	r0, r0, r2
	adds	r0, r0, r1
.Ltmp10:
	.loc	1 107 0
	bx	lr
.LBB2_2:
.Ltmp11:
	.loc	1 110 0
	@APP
	udf	#1	@ 0x6e 
	@NO_APP
.Ltmp12:
	.loc	1 0 0 is_stmt 0
.Ltmp13:
	.p2align	2
.LCPI2_0:
	.long	65533
.LCPI2_1:
	.long	__dissolve_m_memory_0
.Lfunc_end2:
	.size	m_i32_load, .Lfunc_end2-m_i32_load
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i64_load,"ax",%progbits
	.globl	m_i64_load
	.p2align	2
	.type	m_i64_load,%function
	.code	16
	.thumb_func
m_i64_load:
.Lfunc_begin3:
	.loc	1 115 0 is_stmt 1
	.fnstart
	.cfi_startproc
	ldr	r1, .LCPI3_0
.Ltmp14:
	.loc	1 118 0 prologue_end
	cmp	r0, r1
	bhs	.LBB3_2
	ldr	r1, .LCPI3_1
	ldrb	r2, [r1, r0]
	adds	r1, r1, r0
	ldrb	r0, [r1, #1]
	lsls	r0, r0, #8
	adds	r0, r0, r2
	ldrb	r2, [r1, #2]
	lsls	r2, r2, #16
	ldrb	r3, [r1, #3]
	lsls	r3, r3, #24
	adds	r2, r3, r2
	adds	r0, r2, r0
	ldrb	r2, [r1, #4]
	ldrb	r3, [r1, #5]
	lsls	r3, r3, #8
	adds	r2, r3, r2
	ldrb	r3, [r1, #6]
	lsls	r3, r3, #16
	ldrb	r1, [r1, #7]
	lsls	r1, r1, #24
	adds	r1, r1, r3
	adds	r1, r1, r2
.Ltmp15:
	.loc	1 115 0
	bx	lr
.LBB3_2:
.Ltmp16:
	.loc	1 118 0
	@APP
	udf	#1	@ 0x76 
	@NO_APP
.Ltmp17:
	.loc	1 0 0 is_stmt 0
.Ltmp18:
	.p2align	2
.LCPI3_0:
	.long	65529
.LCPI3_1:
	.long	__dissolve_m_memory_0
.Lfunc_end3:
	.size	m_i64_load, .Lfunc_end3-m_i64_load
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_instantiate,"ax",%progbits
	.globl	__dissolve_m_instantiate
	.p2align	2
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin4:
	.loc	1 0 0 is_stmt 1
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	movs	r0, #1
	lsls	r1, r0, #16
.Ltmp19:
	ldr	r0, .LCPI4_0
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp20:
	.p2align	2
.LCPI4_0:
	.long	__dissolve_m_memory_0
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
	.byte	91
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
	.byte	99
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
	.byte	107
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
	.byte	115
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
	.long	.Ltmp4
	.long	.Ltmp5
	.long	.Ltmp6
	.long	.Ltmp7
	.long	0
	.long	0
.Ldebug_ranges2:
	.long	.Ltmp9
	.long	.Ltmp10
	.long	.Ltmp11
	.long	.Ltmp12
	.long	0
	.long	0
.Ldebug_ranges3:
	.long	.Ltmp14
	.long	.Ltmp15
	.long	.Ltmp16
	.long	.Ltmp17
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
	.asciz	"i32.load8_u"
.Linfo_string3:
	.asciz	"i32.load16_s"
.Linfo_string4:
	.asciz	"i32.load"
.Linfo_string5:
	.asciz	"i64.load"
.Linfo_string6:
	.asciz	"m_i32_load8_u"
.Linfo_string7:
	.asciz	"m_i32_load16_s"
.Linfo_string8:
	.asciz	"m_i32_load"
.Linfo_string9:
	.asciz	"m_i64_load"
	.section	".note.GNU-stack","",%progbits
	.eabi_attribute	30, 3
	.section	.debug_line,"",%progbits
.Lline_table_start0:
