	.attribute	4, 16
	.attribute	5, "rv32i2p1_m2p0_a2p1_c2p0_zmmul1p0_zaamo1p0_zalrsc1p0_zca1p0"
	.file	"m"

	.section	.bss.dissolve.m_memory_0,"aw",@nobits
	.p2align	4, 0x0
	.globl	__dissolve_m_memory_0
	.type	__dissolve_m_memory_0,@object
	.size	__dissolve_m_memory_0, 65536
__dissolve_m_memory_0:
	.zero	65536


	.section	.text.m_f,"ax",@progbits
	.globl	m_f
	.p2align	1
	.type	m_f,@function
m_f:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 41 0
	.cfi_sections .debug_frame
	.cfi_startproc
	lui	a1, 16
	addi	a1, a1, -3
.Ltmp0:
	.loc	1 44 0 prologue_end
	bgeu	a0, a1, .LBB0_2
	lui	a1, %hi(__dissolve_m_memory_0)
	addi	a1, a1, %lo(__dissolve_m_memory_0)
	add	a0, a0, a1
	lbu	a1, 1(a0)
	lbu	a2, 0(a0)
	lbu	a3, 2(a0)
	lbu	a0, 3(a0)
	slli	a1, a1, 8
	or	a1, a1, a2
	slli	a3, a3, 16
	slli	a0, a0, 24
	or	a0, a0, a3
	or	a0, a0, a1
.Ltmp1:
	.loc	1 41 0
	ret
.LBB0_2:
.Ltmp2:
	.loc	1 44 0
	#APP
	csrw	time, zero	# 0x2c
	#NO_APP
.Ltmp3:
.Lfunc_end0:
	.size	m_f, .Lfunc_end0-m_f
	.cfi_endproc

	.section	.text.m_g,"ax",@progbits
	.globl	m_g
	.p2align	1
	.type	m_g,@function
m_g:
.Lfunc_begin1:
	.loc	1 49 0
	.cfi_startproc
	lui	a1, 16
	addi	a1, a1, -3
.Ltmp4:
	.loc	1 52 0 prologue_end
	bgeu	a0, a1, .LBB1_2
	lui	a1, %hi(__dissolve_m_memory_0)
	addi	a1, a1, %lo(__dissolve_m_memory_0)
	add	a0, a0, a1
	lbu	a1, 1(a0)
	lbu	a2, 0(a0)
	lbu	a3, 2(a0)
	lbu	a0, 3(a0)
	slli	a1, a1, 8
	or	a1, a1, a2
	slli	a3, a3, 16
	slli	a0, a0, 24
	or	a0, a0, a3
	or	a0, a0, a1
.Ltmp5:
	.loc	1 49 0
	ret
.LBB1_2:
.Ltmp6:
	.loc	1 52 0
	#APP
	csrw	time, zero	# 0x34
	#NO_APP
.Ltmp7:
.Lfunc_end1:
	.size	m_g, .Lfunc_end1-m_g
	.cfi_endproc

	.section	.text.__dissolve_m_instantiate,"ax",@progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,@function
__dissolve_m_instantiate:
.Lfunc_begin2:
	.loc	1 0 0
	.cfi_startproc
	lui	a0, %hi(__dissolve_m_memory_0)
	addi	a0, a0, %lo(__dissolve_m_memory_0)
	lui	a2, 16
	li	a1, 0
	tail	memset
.Ltmp8:
.Lfunc_end2:
	.size	__dissolve_m_instantiate, .Lfunc_end2-__dissolve_m_instantiate
	.cfi_endproc

