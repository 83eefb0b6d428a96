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
	.section	.text.m_i32x4_add,"ax",%progbits
	.globl	m_i32x4_add
	.p2align	1
	.type	m_i32x4_add,%function
	.code	16
	.thumb_func
m_i32x4_add:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 72 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.save	{r4, r5, r6, lr}
	push	{r4, r5, r6, lr}
	.cfi_def_cfa_offset 16
	.cfi_offset lr, -4
	.cfi_offset r6, -8
	.cfi_offset r5, -12
	.cfi_offset r4, -16
.Ltmp0:
	.loc	1 72 0 prologue_end
	ldm.w	r1, {r3, r12, lr}
	ldr	r1, [r1, #12]
	ldm.w	r2, {r4, r5, r6}
	ldr	r2, [r2, #12]
.Ltmp1:
	.loc	1 77 0
	add	r3, r4
	add	r1, r2
	add	r5, r12
	add	r6, lr
.Ltmp2:
	.loc	1 72 0
	stm.w	r0, {r3, r5, r6}
	str	r1, [r0, #12]
	.loc	1 72 0 epilogue_begin is_stmt 0
	pop	{r4, r5, r6, pc}
.Ltmp3:
.Lfunc_end0:
	.size	m_i32x4_add, .Lfunc_end0-m_i32x4_add
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i8x16_add_sat_s,"ax",%progbits
	.globl	m_i8x16_add_sat_s
	.p2align	1
	.type	m_i8x16_add_sat_s,%function
	.code	16
	.thumb_func
m_i8x16_add_sat_s:
.Lfunc_begin1:
	.loc	1 82 0 is_stmt 1
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r6, r7, r8, r9, r10, r11, lr}
	push.w	{r4, r5, r6, r7, r8, r9, r10, r11, lr}
	.cfi_def_cfa_offset 36
	.cfi_offset lr, -4
	.cfi_offset r11, -8
	.cfi_offset r10, -12
	.cfi_offset r9, -16
	.cfi_offset r8, -20
	.cfi_offset r7, -24
	.cfi_offset r6, -28
	.cfi_offset r5, -32
	.cfi_offset r4, -36
	.pad	#4
	sub	sp, #4
	.cfi_def_cfa_offset 40
.Ltmp4:
	.loc	1 82 0 prologue_end
	ldm.w	r1, {r9, r12, lr}
	ldr.w	r8, [r1, #12]
	ldrd	r1, r11, [r2, #8]
	ldrd	r4, r3, [r2]
.Ltmp5:
	.loc	1 87 0
	bic	r2, r8, #-2139062144
	bic	r7, r11, #-2139062144
	str	r0, [sp]
	bic	r6, lr, #-2139062144
	adds	r0, r7, r2
	bic	r2, r1, #-2139062144
	bic	r5, r12, #-2139062144
	add	r2, r6
	bic	r6, r3, #-2139062144
	bic	r10, r9, #-2139062144
	add	r5, r6
	bic	r6, r4, #-2139062144
	eor.w	r7, r4, r9
	add	r6, r10
	bic	r7, r7, #2139062143
	eors	r6, r7
	eor.w	r7, r3, r12
	bic	r7, r7, #2139062143
	eors	r5, r7
	eor.w	r7, r1, lr
	bic	r7, r7, #2139062143
	eors	r2, r7
	eor.w	r7, r11, r8
	bic	r7, r7, #2139062143
	eor.w	r10, r0, r7
	eor.w	r0, r6, r9
	eors	r4, r6
	ands	r0, r4
	eor.w	r4, r5, r12
	eors	r3, r5
	ands	r3, r4
	eor.w	r4, r2, lr
	eors	r1, r2
	ands	r1, r4
	eor.w	r4, r10, r8
	eor.w	r7, r10, r11
	ands	r4, r7
	bic	r4, r4, #2139062143
	bic	r7, r1, #2139062143
	sub.w	r1, r4, r4, lsr #7
	bic	r3, r3, #2139062143
	orr.w	r11, r1, r4
	sub.w	r4, r7, r7, lsr #7
	bic	r0, r0, #2139062143
	orrs	r4, r7
	sub.w	r7, r3, r3, lsr #7
	orrs	r3, r7
	sub.w	r7, r0, r0, lsr #7
	orrs	r0, r7
	mov.w	r7, #16843009
	and.w	r1, r7, r9, lsr #7
	and.w	r12, r7, r12, lsr #7
	add.w	r1, r1, #2139062143
	and.w	lr, r7, lr, lsr #7
	bics	r6, r0
	ands	r0, r1
	add.w	r1, r12, #2139062143
	add	r0, r6
	bic.w	r6, r5, r3
	ands	r1, r3
	add.w	r3, lr, #2139062143
	and.w	r7, r7, r8, lsr #7
	bics	r2, r4
	ands	r3, r4
	add	r2, r3
	add.w	r3, r7, #2139062143
	bic.w	r7, r10, r11
	and.w	r3, r3, r11
	add	r3, r7
	ldr	r7, [sp]
	add	r1, r6
.Ltmp6:
	.loc	1 82 0
	stm	r7!, {r0, r1, r2, r3}
	.loc	1 82 0 epilogue_begin is_stmt 0
	add	sp, #4
	pop.w	{r4, r5, r6, r7, r8, r9, r10, r11, pc}
.Ltmp7:
.Lfunc_end1:
	.size	m_i8x16_add_sat_s, .Lfunc_end1-m_i8x16_add_sat_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i16x8_mul,"ax",%progbits
	.globl	m_i16x8_mul
	.p2align	1
	.type	m_i16x8_mul,%function
	.code	16
	.thumb_func
m_i16x8_mul:
.Lfunc_begin2:
	.loc	1 91 0 is_stmt 1
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r6, r7, r8, r9, r10, r11, lr}
	push.w	{r4, r5, r6, r7, r8, r9, r10, r11, lr}
	.cfi_def_cfa_offset 36
	.cfi_offset lr, -4
	.cfi_offset r11, -8
	.cfi_offset r10, -12
	.cfi_offset r9, -16
	.cfi_offset r8, -20
	.cfi_offset r7, -24
	.cfi_offset r6, -28
	.cfi_offset r5, -32
	.cfi_offset r4, -36
.Ltmp8:
	.loc	1 91 0 prologue_end
	ldm.w	r1, {r3, r12, lr}
	ldr	r1, [r1, #12]
	ldm.w	r2, {r4, r5, r6}
	ldr	r2, [r2, #12]
.Ltmp9:
	.loc	1 96 0
	mul	r8, r4, r3
	mul	r9, r5, r12
	mul	r10, r6, lr
	mul	r11, r2, r1
	lsrs	r3, r3, #16
	lsr.w	r12, r12, #16
	lsr.w	r7, lr, #16
	lsrs	r1, r1, #16
	lsrs	r4, r4, #16
	lsrs	r5, r5, #16
	lsrs	r6, r6, #16
	lsrs	r2, r2, #16
	mul	lr, r2, r1
	mul	r2, r6, r7
	mul	r7, r5, r12
	muls	r3, r4, r3
	uxth.w	r6, r11
	uxth.w	r5, r10
	uxth.w	r4, r9
	uxth.w	r1, r8
	orr.w	r1, r1, r3, lsl #16
	orr.w	r3, r4, r7, lsl #16
	orr.w	r2, r5, r2, lsl #16
	orr.w	r7, r6, lr, lsl #16
.Ltmp10:
	.loc	1 91 0
	strd	r1, r3, [r0]
	strd	r2, r7, [r0, #8]
	.loc	1 91 0 epilogue_begin is_stmt 0
	pop.w	{r4, r5, r6, r7, r8, r9, r10, r11, pc}
.Ltmp11:
.Lfunc_end2:
	.size	m_i16x8_mul, .Lfunc_end2-m_i16x8_mul
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
.Ltmp12:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

