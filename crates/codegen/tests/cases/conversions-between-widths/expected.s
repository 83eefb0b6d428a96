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
	.section	.text.m_f64_promote_f32,"ax",%progbits
	.globl	m_f64_promote_f32
	.p2align	1
	.type	m_f64_promote_f32,%function
	.code	16
	.thumb_func
m_f64_promote_f32:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 162 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp0:
	.loc	1 165 0 prologue_end
	vmov	r0, s0
	lsls	r1, r0, #1
	cmp.w	r1, #-16777216
	it	hi
	orrhi	r0, r0, #4194304
	bl	__aeabi_f2d
	vmov	d0, r0, r1
.Ltmp1:
	.loc	1 162 0 epilogue_begin
	pop	{r7, pc}
.Ltmp2:
.Lfunc_end0:
	.size	m_f64_promote_f32, .Lfunc_end0-m_f64_promote_f32
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f32_demote_f64,"ax",%progbits
	.globl	m_f32_demote_f64
	.p2align	1
	.type	m_f32_demote_f64,%function
	.code	16
	.thumb_func
m_f32_demote_f64:
.Lfunc_begin1:
	.loc	1 168 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp3:
	.loc	1 171 0 prologue_end
	vmov	r0, r1, d0
	bl	__aeabi_d2f
	vmov	s0, r0
.Ltmp4:
	.loc	1 168 0 epilogue_begin
	pop	{r7, pc}
.Ltmp5:
.Lfunc_end1:
	.size	m_f32_demote_f64, .Lfunc_end1-m_f32_demote_f64
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_wrap_i64,"ax",%progbits
	.globl	m_i32_wrap_i64
	.p2align	1
	.type	m_i32_wrap_i64,%function
	.code	16
	.thumb_func
m_i32_wrap_i64:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 174 0 prologue_end
	bx	lr
.Ltmp6:
.Lfunc_end2:
	.size	m_i32_wrap_i64, .Lfunc_end2-m_i32_wrap_i64
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i64_extend_i32_s,"ax",%progbits
	.globl	m_i64_extend_i32_s
	.p2align	1
	.type	m_i64_extend_i32_s,%function
	.code	16
	.thumb_func
m_i64_extend_i32_s:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 183 0 prologue_end
	asrs	r1, r0, #31
.Ltmp7:
	.loc	1 180 0
	bx	lr
.Ltmp8:
.Lfunc_end3:
	.size	m_i64_extend_i32_s, .Lfunc_end3-m_i64_extend_i32_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i64_extend_i32_u,"ax",%progbits
	.globl	m_i64_extend_i32_u
	.p2align	1
	.type	m_i64_extend_i32_u,%function
	.code	16
	.thumb_func
m_i64_extend_i32_u:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 186 0 prologue_end
	movs	r1, #0
	bx	lr
.Ltmp9:
.Lfunc_end4:
	.size	m_i64_extend_i32_u, .Lfunc_end4-m_i64_extend_i32_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_reinterpret_f32,"ax",%progbits
	.globl	m_i32_reinterpret_f32
	.p2align	1
	.type	m_i32_reinterpret_f32,%function
	.code	16
	.thumb_func
m_i32_reinterpret_f32:
.Lfunc_begin5:
	.fnstart
	.cfi_startproc
	.loc	1 195 0 prologue_end
	vmov	r0, s0
.Ltmp10:
	.loc	1 192 0
	bx	lr
.Ltmp11:
.Lfunc_end5:
	.size	m_i32_reinterpret_f32, .Lfunc_end5-m_i32_reinterpret_f32
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
.Lfunc_begin6:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp12:
.Lfunc_end6:
	.size	__dissolve_m_instantiate, .Lfunc_end6-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

