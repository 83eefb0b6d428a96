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
	.loc	1 108 0 prologue_end
	subs	r0, r0, r1
	clz	r0, r0
	lsrs	r0, r0, #5
.Ltmp0:
	.loc	1 103 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_eq, .Lfunc_end0-m_eq
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_ne,"ax",%progbits
	.globl	m_ne
	.p2align	1
	.type	m_ne,%function
	.code	16
	.thumb_func
m_ne:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 116 0 prologue_end
	subs	r0, r0, r1
	it	ne
	movne	r0, #1
.Ltmp2:
	.loc	1 111 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_ne, .Lfunc_end1-m_ne
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
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 124 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	lt
	movlt	r0, #1
.Ltmp4:
	.loc	1 119 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_lt_s, .Lfunc_end2-m_lt_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_lt_u,"ax",%progbits
	.globl	m_lt_u
	.p2align	1
	.type	m_lt_u,%function
	.code	16
	.thumb_func
m_lt_u:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 132 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	lo
	movlo	r0, #1
.Ltmp6:
	.loc	1 127 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_lt_u, .Lfunc_end3-m_lt_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_gt_s,"ax",%progbits
	.globl	m_gt_s
	.p2align	1
	.type	m_gt_s,%function
	.code	16
	.thumb_func
m_gt_s:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 140 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	gt
	movgt	r0, #1
.Ltmp8:
	.loc	1 135 0
	bx	lr
.Ltmp9:
.Lfunc_end4:
	.size	m_gt_s, .Lfunc_end4-m_gt_s
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
.Lfunc_begin5:
	.fnstart
	.cfi_startproc
	.loc	1 148 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	hi
	movhi	r0, #1
.Ltmp10:
	.loc	1 143 0
	bx	lr
.Ltmp11:
.Lfunc_end5:
	.size	m_gt_u, .Lfunc_end5-m_gt_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_le_s,"ax",%progbits
	.globl	m_le_s
	.p2align	1
	.type	m_le_s,%function
	.code	16
	.thumb_func
m_le_s:
.Lfunc_begin6:
	.fnstart
	.cfi_startproc
	.loc	1 156 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	le
	movle	r0, #1
.Ltmp12:
	.loc	1 151 0
	bx	lr
.Ltmp13:
.Lfunc_end6:
	.size	m_le_s, .Lfunc_end6-m_le_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_le_u,"ax",%progbits
	.globl	m_le_u
	.p2align	1
	.type	m_le_u,%function
	.code	16
	.thumb_func
m_le_u:
.Lfunc_begin7:
	.fnstart
	.cfi_startproc
	.loc	1 164 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	ls
	movls	r0, #1
.Ltmp14:
	.loc	1 159 0
	bx	lr
.Ltmp15:
.Lfunc_end7:
	.size	m_le_u, .Lfunc_end7-m_le_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_ge_s,"ax",%progbits
	.globl	m_ge_s
	.p2align	1
	.type	m_ge_s,%function
	.code	16
	.thumb_func
m_ge_s:
.Lfunc_begin8:
	.fnstart
	.cfi_startproc
	.loc	1 172 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	ge
	movge	r0, #1
.Ltmp16:
	.loc	1 167 0
	bx	lr
.Ltmp17:
.Lfunc_end8:
	.size	m_ge_s, .Lfunc_end8-m_ge_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_ge_u,"ax",%progbits
	.globl	m_ge_u
	.p2align	1
	.type	m_ge_u,%function
	.code	16
	.thumb_func
m_ge_u:
.Lfunc_begin9:
	.fnstart
	.cfi_startproc
	.loc	1 180 0 prologue_end
	cmp	r0, r1
	mov.w	r0, #0
	it	hs
	movhs	r0, #1
.Ltmp18:
	.loc	1 175 0
	bx	lr
.Ltmp19:
.Lfunc_end9:
	.size	m_ge_u, .Lfunc_end9-m_ge_u
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
.Lfunc_begin10:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp20:
.Lfunc_end10:
	.size	__dissolve_m_instantiate, .Lfunc_end10-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

