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
	.section	.text.m_i32_trunc_f32_s,"ax",%progbits
	.globl	m_i32_trunc_f32_s
	.p2align	2
	.type	m_i32_trunc_f32_s,%function
	.code	16
	.thumb_func
m_i32_trunc_f32_s:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 96 0 prologue_end
	vcmp.f32	s0, s0
	vmrs	APSR_nzcv, fpscr
	bvs	.LBB0_4
	.loc	1 0 0 is_stmt 0
	vldr	s2, .LCPI0_0
	.loc	1 96 0
	vcmp.f32	s0, s2
	vmrs	APSR_nzcv, fpscr
	bge	.LBB0_3
	.loc	1 0 0
	vldr	s2, .LCPI0_1
	.loc	1 96 0
	vcmp.f32	s0, s2
	vmrs	APSR_nzcv, fpscr
	ittt	pl
	vcvtpl.s32.f32	s0, s0
	vmovpl	r0, s0
.Ltmp0:
	.loc	1 93 0 is_stmt 1
	bxpl	lr
.LBB0_3:
.Ltmp1:
	.loc	1 96 0
	@APP
	udf	#4	@ 0x60 
	@NO_APP
.LBB0_4:
	@APP
	udf	#5	@ 0x60 
	@NO_APP
.Ltmp2:
	.loc	1 0 0 is_stmt 0
.Ltmp3:
	.p2align	2
.LCPI0_0:
	.long	0x4f000000
.LCPI0_1:
	.long	0xcf000000
.Lfunc_end0:
	.size	m_i32_trunc_f32_s, .Lfunc_end0-m_i32_trunc_f32_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_trunc_f64_u,"ax",%progbits
	.globl	m_i32_trunc_f64_u
	.p2align	3
	.type	m_i32_trunc_f64_u,%function
	.code	16
	.thumb_func
m_i32_trunc_f64_u:
.Lfunc_begin1:
	.loc	1 99 0 is_stmt 1
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r7, lr}
	push	{r4, r5, r7, lr}
	.cfi_def_cfa_offset 16
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.cfi_offset r5, -12
	.cfi_offset r4, -16
.Ltmp4:
	.loc	1 102 0 prologue_end
	vmov	r5, r4, d0
	mov	r0, r5
	mov	r1, r4
	mov	r2, r5
	mov	r3, r4
	bl	__aeabi_dcmpun
	cbnz	r0, .LBB1_4
	.loc	1 0 0 is_stmt 0
	vldr	d0, .LCPI1_0
	.loc	1 102 0
	mov	r0, r5
	vmov	r2, r3, d0
	mov	r1, r4
	bl	__aeabi_dcmpge
	cbnz	r0, .LBB1_5
	.loc	1 0 0
	vldr	d0, .LCPI1_1
	.loc	1 102 0
	mov	r0, r5
	vmov	r2, r3, d0
	mov	r1, r4
	bl	__aeabi_dcmple
	cbnz	r0, .LBB1_5
	mov	r0, r5
	mov	r1, r4
	bl	__aeabi_d2uiz
.Ltmp5:
	.loc	1 99 0 epilogue_begin is_stmt 1
	pop	{r4, r5, r7, pc}
.LBB1_4:
.Ltmp6:
	.loc	1 102 0
	@APP
	udf	#5	@ 0x66 
	@NO_APP
.LBB1_5:
	@APP
	udf	#4	@ 0x66 
	@NO_APP
.Ltmp7:
	.loc	1 0 0 is_stmt 0
.Ltmp8:
	.p2align	3
.LCPI1_0:
	.long	0
	.long	1106247680
.LCPI1_1:
	.long	0
	.long	3220176896
.Lfunc_end1:
	.size	m_i32_trunc_f64_u, .Lfunc_end1-m_i32_trunc_f64_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i64_trunc_f32_s,"ax",%progbits
	.globl	m_i64_trunc_f32_s
	.p2align	2
	.type	m_i64_trunc_f32_s,%function
	.code	16
	.thumb_func
m_i64_trunc_f32_s:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 108 0 prologue_end is_stmt 1
	vcmp.f32	s0, s0
	vmrs	APSR_nzcv, fpscr
	bvs	.LBB2_4
	.loc	1 0 0 is_stmt 0
	vldr	s2, .LCPI2_0
	.loc	1 108 0
	vcmp.f32	s0, s2
	vmrs	APSR_nzcv, fpscr
	bge	.LBB2_5
	.loc	1 0 0
	vldr	s2, .LCPI2_1
	.loc	1 108 0
	vcmp.f32	s0, s2
	vmrs	APSR_nzcv, fpscr
	bmi	.LBB2_5
	.loc	1 0 0
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.loc	1 108 0
	vmov	r0, s0
	bl	__aeabi_f2lz
.Ltmp9:
	.loc	1 105 0 epilogue_begin is_stmt 1
	pop	{r7, pc}
.LBB2_4:
.Ltmp10:
	.loc	1 108 0
	@APP
	udf	#5	@ 0x6c 
	@NO_APP
.LBB2_5:
	@APP
	udf	#4	@ 0x6c 
	@NO_APP
.Ltmp11:
	.loc	1 0 0 is_stmt 0
.Ltmp12:
	.p2align	2
.LCPI2_0:
	.long	0x5f000000
.LCPI2_1:
	.long	0xdf000000
.Lfunc_end2:
	.size	m_i64_trunc_f32_s, .Lfunc_end2-m_i64_trunc_f32_s
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
	.loc	1 0 0 is_stmt 1
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp13:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

