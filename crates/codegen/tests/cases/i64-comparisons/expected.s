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
	.section	.text.m_eq,"ax",%progbits
	.globl	m_eq
	.p2align	1
	.type	m_eq,%function
	.code	16
	.thumb_func
m_eq:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 54 0 prologue_end
	eors	r1, r3
	eors	r0, r2
	orrs	r0, r1
	clz	r0, r0
	lsrs	r0, r0, #5
.Ltmp0:
	.loc	1 49 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_eq, .Lfunc_end0-m_eq
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_lt_s,"ax",%progbits
	.globl	m_lt_s
	.p2align	1
	.type	m_lt_s,%function
	.code	16
	.thumb_func
m_lt_s:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 62 0 prologue_end
	subs	r0, r0, r2
	sbcs.w	r0, r1, r3
	mov.w	r0, #0
	it	lt
	movlt	r0, #1
.Ltmp2:
	.loc	1 57 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_lt_s, .Lfunc_end1-m_lt_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_gt_u,"ax",%progbits
	.globl	m_gt_u
	.p2align	1
	.type	m_gt_u,%function
	.code	16
	.thumb_func
m_gt_u:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 70 0 prologue_end
	subs	r0, r2, r0
	sbcs.w	r0, r3, r1
	mov.w	r0, #0
	it	lo
	movlo	r0, #1
.Ltmp4:
	.loc	1 65 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_gt_u, .Lfunc_end2-m_gt_u
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
.Ltmp6:
.Lfunc_end3:
	.size	__dissolve_m_instantiate, .Lfunc_end3-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

