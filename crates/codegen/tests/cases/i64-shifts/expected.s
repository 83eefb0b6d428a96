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
	.section	.text.m_shl,"ax",%progbits
	.globl	m_shl
	.p2align	1
	.type	m_shl,%function
	.code	16
	.thumb_func
m_shl:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 56 0 prologue_end
	and	r2, r2, #63
	rsb.w	r3, r2, #32
	lsls	r1, r2
	lsr.w	r3, r0, r3
	orrs	r1, r3
	subs.w	r3, r2, #32
	it	pl
	lslpl.w	r1, r0, r3
	lsl.w	r0, r0, r2
	it	pl
	movpl	r0, #0
.Ltmp0:
	.loc	1 51 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_shl, .Lfunc_end0-m_shl
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_shr_s,"ax",%progbits
	.globl	m_shr_s
	.p2align	1
	.type	m_shr_s,%function
	.code	16
	.thumb_func
m_shr_s:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 64 0 prologue_end
	and	r2, r2, #63
	rsb.w	r3, r2, #32
	lsrs	r0, r2
	lsl.w	r3, r1, r3
	orrs	r0, r3
	subs.w	r3, r2, #32
	asr.w	r2, r1, r2
	it	pl
	asrpl.w	r0, r1, r3
	it	pl
	asrpl	r2, r1, #31
.Ltmp2:
	.loc	1 59 0
	mov	r1, r2
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_shr_s, .Lfunc_end1-m_shr_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_rotl,"ax",%progbits
	.globl	m_rotl
	.p2align	1
	.type	m_rotl,%function
	.code	16
	.thumb_func
m_rotl:
.Lfunc_begin2:
	.loc	1 67 0
	.fnstart
	.cfi_startproc
	.save	{r4, lr}
	push	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r4, -8
.Ltmp4:
	.loc	1 72 0 prologue_end
	mov	r3, r0
	tst.w	r2, #32
	it	ne
	movne	r3, r1
	and	r12, r2, #31
	mov.w	r4, #31
	lsl.w	lr, r3, r12
	it	ne
	movne	r1, r0
	lsrs	r0, r1, #1
	bic.w	r2, r4, r2
	lsrs	r3, r3, #1
	lsrs	r0, r2
	lsl.w	r1, r1, r12
	lsr.w	r2, r3, r2
	orr.w	r0, r0, lr
	orrs	r1, r2
.Ltmp5:
	.loc	1 67 0 epilogue_begin
	pop	{r4, pc}
.Ltmp6:
.Lfunc_end2:
	.size	m_rotl, .Lfunc_end2-m_rotl
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

