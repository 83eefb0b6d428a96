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

