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
	.section	.text.m_f32_ceil,"ax",%progbits
	.globl	m_f32_ceil
	.p2align	1
	.type	m_f32_ceil,%function
	.code	16
	.thumb_func
m_f32_ceil:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 91 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp0:
	.loc	1 94 0 prologue_end
	bl	ceilf
	vmov	r0, s0
	lsls	r1, r0, #1
	cmp.w	r1, #-16777216
	it	hi
	orrhi	r0, r0, #4194304
	vmov	s0, r0
.Ltmp1:
	.loc	1 91 0 epilogue_begin
	pop	{r7, pc}
.Ltmp2:
.Lfunc_end0:
	.size	m_f32_ceil, .Lfunc_end0-m_f32_ceil
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f32_floor,"ax",%progbits
	.globl	m_f32_floor
	.p2align	1
	.type	m_f32_floor,%function
	.code	16
	.thumb_func
m_f32_floor:
.Lfunc_begin1:
	.loc	1 97 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp3:
	.loc	1 100 0 prologue_end
	bl	floorf
	vmov	r0, s0
	lsls	r1, r0, #1
	cmp.w	r1, #-16777216
	it	hi
	orrhi	r0, r0, #4194304
	vmov	s0, r0
.Ltmp4:
	.loc	1 97 0 epilogue_begin
	pop	{r7, pc}
.Ltmp5:
.Lfunc_end1:
	.size	m_f32_floor, .Lfunc_end1-m_f32_floor
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f32_trunc,"ax",%progbits
	.globl	m_f32_trunc
	.p2align	1
	.type	m_f32_trunc,%function
	.code	16
	.thumb_func
m_f32_trunc:
.Lfunc_begin2:
	.loc	1 103 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp6:
	.loc	1 106 0 prologue_end
	bl	truncf
	vmov	r0, s0
	lsls	r1, r0, #1
	cmp.w	r1, #-16777216
	it	hi
	orrhi	r0, r0, #4194304
	vmov	s0, r0
.Ltmp7:
	.loc	1 103 0 epilogue_begin
	pop	{r7, pc}
.Ltmp8:
.Lfunc_end2:
	.size	m_f32_trunc, .Lfunc_end2-m_f32_trunc
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f32_nearest,"ax",%progbits
	.globl	m_f32_nearest
	.p2align	1
	.type	m_f32_nearest,%function
	.code	16
	.thumb_func
m_f32_nearest:
.Lfunc_begin3:
	.loc	1 109 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp9:
	.loc	1 112 0 prologue_end
	bl	roundevenf
	vmov	r0, s0
	lsls	r1, r0, #1
	cmp.w	r1, #-16777216
	it	hi
	orrhi	r0, r0, #4194304
	vmov	s0, r0
.Ltmp10:
	.loc	1 109 0 epilogue_begin
	pop	{r7, pc}
.Ltmp11:
.Lfunc_end3:
	.size	m_f32_nearest, .Lfunc_end3-m_f32_nearest
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f32_sqrt,"ax",%progbits
	.globl	m_f32_sqrt
	.p2align	1
	.type	m_f32_sqrt,%function
	.code	16
	.thumb_func
m_f32_sqrt:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 118 0 prologue_end
	vsqrt.f32	s0, s0
.Ltmp12:
	.loc	1 115 0
	bx	lr
.Ltmp13:
.Lfunc_end4:
	.size	m_f32_sqrt, .Lfunc_end4-m_f32_sqrt
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
.Lfunc_begin5:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp14:
.Lfunc_end5:
	.size	__dissolve_m_instantiate, .Lfunc_end5-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

