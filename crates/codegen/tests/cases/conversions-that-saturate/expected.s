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
	.section	.text.m_i32_trunc_sat_f32_s,"ax",%progbits
	.globl	m_i32_trunc_sat_f32_s
	.p2align	1
	.type	m_i32_trunc_sat_f32_s,%function
	.code	16
	.thumb_func
m_i32_trunc_sat_f32_s:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 75 0 prologue_end
	vcvt.s32.f32	s0, s0
	vmov	r0, s0
.Ltmp0:
	.loc	1 72 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_i32_trunc_sat_f32_s, .Lfunc_end0-m_i32_trunc_sat_f32_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_trunc_sat_f32_u,"ax",%progbits
	.globl	m_i32_trunc_sat_f32_u
	.p2align	1
	.type	m_i32_trunc_sat_f32_u,%function
	.code	16
	.thumb_func
m_i32_trunc_sat_f32_u:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 82 0 prologue_end
	vcvt.u32.f32	s0, s0
	vmov	r0, s0
.Ltmp2:
	.loc	1 79 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_i32_trunc_sat_f32_u, .Lfunc_end1-m_i32_trunc_sat_f32_u
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

