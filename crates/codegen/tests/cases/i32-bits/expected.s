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
	.section	.text.m_i32_clz,"ax",%progbits
	.globl	m_i32_clz
	.p2align	1
	.type	m_i32_clz,%function
	.code	16
	.thumb_func
m_i32_clz:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 111 0 prologue_end
	clz	r0, r0
.Ltmp0:
	.loc	1 108 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_i32_clz, .Lfunc_end0-m_i32_clz
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_ctz,"ax",%progbits
	.globl	m_i32_ctz
	.p2align	1
	.type	m_i32_ctz,%function
	.code	16
	.thumb_func
m_i32_ctz:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 117 0 prologue_end
	rbit	r0, r0
	clz	r0, r0
.Ltmp2:
	.loc	1 114 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_i32_ctz, .Lfunc_end1-m_i32_ctz
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_popcnt,"ax",%progbits
	.globl	m_i32_popcnt
	.p2align	1
	.type	m_i32_popcnt,%function
	.code	16
	.thumb_func
m_i32_popcnt:
.Lfunc_begin2:
	.loc	1 120 0
	.fnstart
	.cfi_startproc
	mov.w	r1, #1431655765
.Ltmp4:
	.loc	1 123 0 prologue_end
	and.w	r1, r1, r0, lsr #1
	subs	r0, r0, r1
	mov.w	r1, #858993459
	and.w	r1, r1, r0, lsr #2
	bic	r0, r0, #-858993460
	add	r0, r1
	add.w	r0, r0, r0, lsr #4
	bic	r0, r0, #-252645136
	mov.w	r1, #16843009
	muls	r0, r1, r0
	lsrs	r0, r0, #24
.Ltmp5:
	.loc	1 120 0
	bx	lr
.Ltmp6:
.Lfunc_end2:
	.size	m_i32_popcnt, .Lfunc_end2-m_i32_popcnt
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_eqz,"ax",%progbits
	.globl	m_i32_eqz
	.p2align	1
	.type	m_i32_eqz,%function
	.code	16
	.thumb_func
m_i32_eqz:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 129 0 prologue_end
	clz	r0, r0
	lsrs	r0, r0, #5
.Ltmp7:
	.loc	1 126 0
	bx	lr
.Ltmp8:
.Lfunc_end3:
	.size	m_i32_eqz, .Lfunc_end3-m_i32_eqz
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_extend8_s,"ax",%progbits
	.globl	m_i32_extend8_s
	.p2align	1
	.type	m_i32_extend8_s,%function
	.code	16
	.thumb_func
m_i32_extend8_s:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 135 0 prologue_end
	sxtb	r0, r0
.Ltmp9:
	.loc	1 132 0
	bx	lr
.Ltmp10:
.Lfunc_end4:
	.size	m_i32_extend8_s, .Lfunc_end4-m_i32_extend8_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_extend16_s,"ax",%progbits
	.globl	m_i32_extend16_s
	.p2align	1
	.type	m_i32_extend16_s,%function
	.code	16
	.thumb_func
m_i32_extend16_s:
.Lfunc_begin5:
	.fnstart
	.cfi_startproc
	.loc	1 141 0 prologue_end
	sxth	r0, r0
.Ltmp11:
	.loc	1 138 0
	bx	lr
.Ltmp12:
.Lfunc_end5:
	.size	m_i32_extend16_s, .Lfunc_end5-m_i32_extend16_s
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
.Ltmp13:
.Lfunc_end6:
	.size	__dissolve_m_instantiate, .Lfunc_end6-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

