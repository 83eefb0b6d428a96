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
	.section	.text.m_min,"ax",%progbits
	.globl	m_min
	.p2align	1
	.type	m_min,%function
	.code	16
	.thumb_func
m_min:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 46 0 prologue_end
	vmov	r0, s0
	vmov	r1, s1
	orrs	r0, r1
	vadd.f32	s2, s0, s1
	vcmp.f32	s0, s1
	vmov	s4, r0
	vmrs	APSR_nzcv, fpscr
	mrs	r0, apsr
	it	eq
	vmoveq.f32	s2, s4
	vcmp.f32	s1, s0
	vmrs	APSR_nzcv, fpscr
	it	mi
	vmovmi.f32	s2, s1
	msr	apsr_nzcvq, r0
	it	mi
	vmovmi.f32	s2, s0
.Ltmp0:
	.loc	1 41 0
	vmov.f32	s0, s2
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_min, .Lfunc_end0-m_min
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_max,"ax",%progbits
	.globl	m_max
	.p2align	1
	.type	m_max,%function
	.code	16
	.thumb_func
m_max:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 54 0 prologue_end
	vmov	r0, s0
	vmov	r1, s1
	ands	r0, r1
	vadd.f32	s2, s0, s1
	vcmp.f32	s0, s1
	vmov	s4, r0
	vmrs	APSR_nzcv, fpscr
	mrs	r0, apsr
	it	eq
	vmoveq.f32	s2, s4
	vcmp.f32	s1, s0
	vmrs	APSR_nzcv, fpscr
	it	gt
	vmovgt.f32	s2, s1
	msr	apsr_nzcvq, r0
	it	gt
	vmovgt.f32	s2, s0
.Ltmp2:
	.loc	1 49 0
	vmov.f32	s0, s2
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_max, .Lfunc_end1-m_max
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
.Ltmp4:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

