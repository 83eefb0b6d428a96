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
	.section	.text.m_f,"ax",%progbits
	.globl	m_f
	.p2align	1
	.type	m_f,%function
	.code	16
	.thumb_func
m_f:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 33 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.save	{r4, lr}
	push	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r4, -8
.Ltmp0:
	.loc	1 33 0 prologue_end
	vldr	s0, [r1]
	vldr	s8, [r2]
	vldr	s1, [r3]
	vldr	s2, [r1, #4]
	vldr	s10, [r2, #4]
	vldr	s3, [r3, #4]
.Ltmp1:
	.loc	1 40 0
	vfma.f32	s1, s0, s8
.Ltmp2:
	.loc	1 33 0
	vldr	s4, [r1, #8]
	vldr	s12, [r2, #8]
	vldr	s0, [r3, #8]
.Ltmp3:
	.loc	1 40 0
	vfma.f32	s3, s2, s10
.Ltmp4:
	.loc	1 33 0
	vldr	s6, [r1, #12]
	vldr	s14, [r2, #12]
	vldr	s8, [r3, #12]
.Ltmp5:
	.loc	1 40 0
	vmov	lr, s1
	vfma.f32	s0, s4, s12
	lsl.w	r2, lr, #1
	vmov	r4, s3
	vfma.f32	s8, s6, s14
	cmp.w	r2, #-16777216
	lsl.w	r3, r4, #1
	it	hi
	orrhi	lr, lr, #4194304
	cmp.w	r3, #-16777216
	vmov	r3, s0
	lsl.w	r12, r3, #1
	vmov	r1, s8
	it	hi
	orrhi	r4, r4, #4194304
	cmp.w	r12, #-16777216
	lsl.w	r2, r1, #1
	it	hi
	orrhi	r3, r3, #4194304
	cmp.w	r2, #-16777216
	it	hi
	orrhi	r1, r1, #4194304
.Ltmp6:
	.loc	1 33 0
	strd	lr, r4, [r0]
	strd	r3, r1, [r0, #8]
	.loc	1 33 0 epilogue_begin is_stmt 0
	pop	{r4, pc}
.Ltmp7:
.Lfunc_end0:
	.size	m_f, .Lfunc_end0-m_f
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
.Lfunc_begin1:
	.loc	1 0 0 is_stmt 1
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp8:
.Lfunc_end1:
	.size	__dissolve_m_instantiate, .Lfunc_end1-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

