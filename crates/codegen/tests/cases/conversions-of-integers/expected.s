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

