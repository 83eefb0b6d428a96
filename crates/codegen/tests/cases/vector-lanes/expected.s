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
	.section	.text.m_splat,"ax",%progbits
	.globl	m_splat
	.p2align	1
	.type	m_splat,%function
	.code	16
	.thumb_func
m_splat:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 65 0 prologue_end
	strd	r1, r1, [r0]
	strd	r1, r1, [r0, #8]
	bx	lr
.Ltmp0:
.Lfunc_end0:
	.size	m_splat, .Lfunc_end0-m_splat
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_lane,"ax",%progbits
	.globl	m_lane
	.p2align	1
	.type	m_lane,%function
	.code	16
	.thumb_func
m_lane:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 72 0 prologue_end
	ldr	r0, [r0, #8]
	bx	lr
.Ltmp1:
.Lfunc_end1:
	.size	m_lane, .Lfunc_end1-m_lane
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_shuffle,"ax",%progbits
	.globl	m_shuffle
	.p2align	1
	.type	m_shuffle,%function
	.code	16
	.thumb_func
m_shuffle:
.Lfunc_begin2:
	.loc	1 80 0
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
	.pad	#12
	sub	sp, #12
	.cfi_def_cfa_offset 48
.Ltmp2:
	.loc	1 80 0 prologue_end
	ldrb	r3, [r1]
	ldrb.w	r10, [r1, #3]
	str	r3, [sp, #8]
	ldrb	r3, [r1, #1]
	ldrb.w	r8, [r1, #4]
	str	r3, [sp, #4]
	ldrb	r3, [r1, #2]
	ldrb	r6, [r1, #5]
	ldrb	r7, [r1, #6]
	ldrb.w	r12, [r1, #7]
	ldrb	r1, [r2, #7]
	str	r3, [sp]
	ldrb.w	r9, [r2]
	ldrb.w	r11, [r2, #1]
	ldrb	r5, [r2, #2]
	ldrb	r4, [r2, #3]
	ldrb.w	lr, [r2, #4]
	ldrb	r3, [r2, #5]
	ldrb	r2, [r2, #6]
	strb	r1, [r0, #15]
	ldr	r1, [sp]
	strb.w	r12, [r0, #14]
	strb	r1, [r0, #4]
	ldr	r1, [sp, #4]
	strb	r2, [r0, #13]
	strb	r1, [r0, #2]
	ldr	r1, [sp, #8]
	strb	r7, [r0, #12]
	strb	r3, [r0, #11]
	strb	r6, [r0, #10]
	strb.w	lr, [r0, #9]
	strb.w	r8, [r0, #8]
	strb	r4, [r0, #7]
	strb.w	r10, [r0, #6]
	strb	r5, [r0, #5]
	strb.w	r11, [r0, #3]
	strb.w	r9, [r0, #1]
	strb	r1, [r0]
	.loc	1 80 0 epilogue_begin is_stmt 0
	add	sp, #12
	pop.w	{r4, r5, r6, r7, r8, r9, r10, r11, pc}
.Ltmp3:
.Lfunc_end2:
	.size	m_shuffle, .Lfunc_end2-m_shuffle
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
.Ltmp4:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

