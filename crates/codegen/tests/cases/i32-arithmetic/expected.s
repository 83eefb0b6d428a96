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
	.section	.text.m_add,"ax",%progbits
	.globl	m_add
	.p2align	1
	.type	m_add,%function
	.code	16
	.thumb_func
m_add:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 73 0 prologue_end
	add	r0, r1
.Ltmp0:
	.loc	1 68 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_add, .Lfunc_end0-m_add
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_sub,"ax",%progbits
	.globl	m_sub
	.p2align	1
	.type	m_sub,%function
	.code	16
	.thumb_func
m_sub:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 81 0 prologue_end
	subs	r0, r0, r1
.Ltmp2:
	.loc	1 76 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_sub, .Lfunc_end1-m_sub
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_mul,"ax",%progbits
	.globl	m_mul
	.p2align	1
	.type	m_mul,%function
	.code	16
	.thumb_func
m_mul:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 89 0 prologue_end
	muls	r0, r1, r0
.Ltmp4:
	.loc	1 84 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_mul, .Lfunc_end2-m_mul
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_and,"ax",%progbits
	.globl	m_and
	.p2align	1
	.type	m_and,%function
	.code	16
	.thumb_func
m_and:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 97 0 prologue_end
	ands	r0, r1
.Ltmp6:
	.loc	1 92 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_and, .Lfunc_end3-m_and
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_or,"ax",%progbits
	.globl	m_or
	.p2align	1
	.type	m_or,%function
	.code	16
	.thumb_func
m_or:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 105 0 prologue_end
	orrs	r0, r1
.Ltmp8:
	.loc	1 100 0
	bx	lr
.Ltmp9:
.Lfunc_end4:
	.size	m_or, .Lfunc_end4-m_or
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_xor,"ax",%progbits
	.globl	m_xor
	.p2align	1
	.type	m_xor,%function
	.code	16
	.thumb_func
m_xor:
.Lfunc_begin5:
	.fnstart
	.cfi_startproc
	.loc	1 113 0 prologue_end
	eors	r0, r1
.Ltmp10:
	.loc	1 108 0
	bx	lr
.Ltmp11:
.Lfunc_end5:
	.size	m_xor, .Lfunc_end5-m_xor
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

